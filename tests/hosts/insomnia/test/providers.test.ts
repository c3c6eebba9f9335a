import { expect, it } from 'vitest'
import { json } from './app.js'
import { BOTH, inWorlds, POST_JSON } from './worlds.js'

const bearer = (value: string) => ({ name: 'Authorization', value })

inWorlds(BOTH, (world, kind) => {
  it.each([
    ['Inqud, HMAC', 'inqud', {}],
    ['Inqud, simple', 'inqud', { INQUD_MODE: 'simple' }],
    ['Mastercard', 'mastercard', {}],
  ])('%s: signed, sent, accepted, and opened', async (_name, provider, set) => {
    const environment = { ...world.env, ...set }
    const done = await world.send({ url: world.at(provider) }, { environment })
    expect(done.told.alerts).toEqual([])
    expect(json(done.response?.body)).toMatchObject({ ok: true, provider, body: POST_JSON.body.text })
  })

  it.each([
    ['Inqud', 'inqud'],
    ['Mastercard', 'mastercard'],
  ])('%s: without a body', async (_name, provider) => {
    const done = await world.send({ url: world.at(provider), method: 'GET', headers: [], body: {} })
    expect(json(done.response?.body)).toMatchObject({ ok: true, method: 'GET' })
  })

  it.each([
    '/v1/identity/hmac',
    '/identity/v1/hmac/management',
    '/identity/v1/hmac/collect',
    '/identity/v1/hmac/payout',
  ])('Imburse, the exchange %s: signed by HMAC, and its token is good for a call', async (path) => {
    const asked = await world.send({ url: world.at('imburse', path), body: {}, headers: [] })
    const { accessToken } = json(asked.response?.body)
    const headers = [...POST_JSON.headers, bearer(`Bearer ${accessToken}`)]
    const done = await world.send({ url: world.at('imburse'), headers })
    expect(json(done.response?.body)).toMatchObject({
      ok: true,
      way: 'bearer',
      headers: { 'x-account-id': world.env.IMBURSE_ACCOUNT_ID, 'x-tenant-id': world.env.IMBURSE_TENANT_ID },
    })
  })

  it('Imburse, the exchange with a body', async () => {
    const done = await world.send({ url: world.at('imburse', '/v1/identity/hmac') })
    expect(json(done.response?.body)).toMatchObject({ accessToken: expect.any(String) })
  })

  it('Send Payments: /auth goes as it is, and its token is good for many calls', async () => {
    const { SENDPAYMENTS_CLIENT_ID: clientId, SENDPAYMENTS_CLIENT_SECRET: clientSecret } = world.env
    const text = JSON.stringify({ clientId, clientSecret })
    const asked = await world.send({
      url: world.at('sendpayments', '/auth'),
      body: { mimeType: 'application/json', text },
    })
    expect(Buffer.from(asked.wire?.body ?? []).toString()).toBe(text)
    const { accessToken } = json(asked.response?.body)
    for (const method of ['GET', 'POST']) {
      const done = await world.send({
        url: world.at('sendpayments'),
        method,
        headers: [bearer(`Bearer ${accessToken}`)],
      })
      expect(json(done.response?.body)).toMatchObject({ ok: true, method })
    }
  })

  it('takes the bearer token of the Auth tab, which Insomnia adds after the hooks', async () => {
    const asked = await world.send({ url: world.at('imburse', '/v1/identity/hmac'), body: {}, headers: [] })
    const { accessToken } = json(asked.response?.body)
    const tokens = world.sandbox.counts.imburse?.token
    const authentication = { type: 'bearer', token: accessToken }
    const done = await world.send({ url: world.at('imburse'), authentication })
    expect(json(done.response?.body)).toMatchObject({ ok: true, way: 'bearer' })
    expect(world.sandbox.counts.imburse?.token).toBe(tokens)
  })

  it('keeps nothing on a disk, and sends no stored request', async () => {
    const done = await world.send({ url: world.at('inqud') })
    expect([done.told.stored, done.told.network]).toEqual([[], []])
  })

  it('says one line for each request, without a secret', async () => {
    const done = await world.send({ url: world.at('inqud', '/v1/user/payments/payout?a=b') })
    expect(done.console).toEqual(['log: countersign: inqud signed POST /v1/user/payments/payout'])
  })

  if (kind === 'full') {
    it.each([['imburse'], ['sendpayments']])('%s: asks for its token by itself', async (provider) => {
      const done = await world.send({ url: world.at(provider) })
      expect(json(done.response?.body)).toMatchObject({
        ok: true,
        provider,
        way: 'bearer',
        body: POST_JSON.body.text,
      })
    })
  } else {
    it.each([['imburse'], ['sendpayments']])(
      '%s: a call without a token is refused, and says how to chain it',
      async (provider) => {
        const before = world.sandbox.requests.length
        const done = await world.send({ url: world.at(provider) })
        const reason =
          /plugin sandbox has no network.*response tag in the header Authorization.*generated workspace/
        expect(done.told.alerts).toEqual([expect.stringMatching(reason)])
        expect(done.error).toBe('Failed to transform request with plugins')
        expect(world.sandbox.requests.length).toBe(before)
      },
    )
  }
})

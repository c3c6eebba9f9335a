import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { json } from './app.js'
import { BOTH, inWorlds, POST_JSON } from './worlds.js'

/** A listed host of the provider that redirects to one that is nobody's. */
let elsewhere: Server
let redirecting: Server
let arrived = 0
const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as { port: number }).port}`

beforeAll(async () => {
  elsewhere = createServer((_, response) => {
    arrived++
    response.end('{}')
  })
  redirecting = createServer((_, response) => {
    response.writeHead(307, { Location: `${originOf(elsewhere)}/` }).end()
  })
  for (const server of [elsewhere, redirecting])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  elsewhere.close()
  redirecting.close()
})

inWorlds(BOTH, (world) => {
  it.each([
    ['inqud', 'INQUD_HOSTS'],
    ['mastercard', 'MASTERCARD_HOSTS'],
  ])('%s: a signed request follows no redirect', async (_provider, hosts) => {
    const url = `${originOf(redirecting)}/x`
    arrived = 0
    const off = { ...world.env, COUNTERSIGN: 'off' }
    expect((await world.send({ url }, { environment: off })).response?.statusCode).toBe(200)
    expect(arrived).toBe(1)
    const environment = { ...world.env, [hosts]: new URL(url).host }
    expect((await world.send({ url }, { environment })).response?.statusCode).toBe(307)
    expect(arrived).toBe(1)
  })

  it.each([
    ['a text', { body: POST_JSON.body }],
    ['a file', { body: { mimeType: 'text/plain', fileName: '/none' } }],
    ['no JSON', { body: { mimeType: 'text/plain', text: 'a\u0000' } }],
  ])('HEAD sends no body, so none is signed: %s', async (_name, request) => {
    for (const [provider, method] of [
      ['inqud', 'HEAD'],
      ['inqud', 'head'],
      ['mastercard', 'HEAD'],
    ] as const) {
      const done = await world.send({ url: world.at(provider), method, ...request })
      expect([done.told.alerts, done.response?.statusCode, done.wire?.body.length]).toEqual([[], 200, 0])
    }
  })

  it('a request of nobody keeps its redirects', async () => {
    expect((await world.send({ url: `${originOf(redirecting)}/x` })).response?.statusCode).toBe(200)
  })

  it.each(['inqud', 'mastercard'])(
    '%s: a host and a port without a scheme is signed as it is sent',
    async (provider) => {
      // Mutual TLS is over https only, so nobody responds there; what leaves says enough.
      const { host } = new URL(world.at(provider))
      for (const url of [`${host}/v1/things`, ` ${host}/v1/things`]) {
        const done = await world.send({ url }, { dryRun: true })
        expect(done.told.alerts).toEqual([])
        const names = done.wire?.headers.map(([name]) => name)
        if (provider === 'inqud') expect(names).toContain('X-HMAC-SHA256-Signature')
        else expect(json(done.wire?.body)).toMatchObject({ encryptedData: expect.any(String) })
      }
    },
  )

  it('a hook before ours that takes the scheme off changes nothing of that', async () => {
    const plugins = [
      { at: 'before', hook: "context.request.setUrl(context.request.getUrl().replace('http://', ''))" },
    ] as const
    const done = await world.send({ url: world.at('inqud') }, { plugins, dryRun: true })
    expect(done.rendered?.headers.map(({ name }) => name)).toContain('X-HMAC-SHA256-Signature')
  })

  it('an unfilled list of one provider affects neither a host of another nor one with another name', async () => {
    const environment = { ...world.env, INQUD_HOSTS: '{{_.region}}.gateway.example' }
    const ours = await world.send({ url: world.at('mastercard') }, { environment })
    expect(ours.response?.statusCode).toBe(200)
    const nobodys = await world.send({ url: 'https://elsewhere.example/' }, { environment, dryRun: true })
    expect([nobodys.told.alerts, nobodys.rendered?.headers]).toEqual([[], POST_JSON.headers])
  })

  it.each(['iam', 'digest', 'ntlm'])(
    'the tab %s is left to a scheme without an Authorization',
    async (type) => {
      const environment = { ...world.env, INQUD_MODE: 'simple' }
      const done = await world.send({ url: world.at('inqud'), authentication: { type } }, { environment })
      expect(json(done.response?.body)).toMatchObject({ ok: true })
    },
  )

  it('a secret that stands in the wrong place is in no message', async () => {
    const secret = String(world.env.INQUD_TOKEN_SECRET)
    const url = `${world.at('inqud')}/${encodeURIComponent(secret)}?x=${secret}`
    const done = await world.send({ url })
    const refused = await world.send({ url: `https://${secret}:x@api.inqud.com/${secret}` })
    expect(refused.told.alerts).toHaveLength(1)
    const said = JSON.stringify([
      done.console,
      done.told.alerts,
      refused.console,
      refused.told.alerts,
      refused.thrown,
    ])
    expect(said).not.toContain(secret)
  })
})

import { createHash, createHmac, X509Certificate } from 'node:crypto'
import { CompactEncrypt } from 'jose'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type SandboxEvent, startSandbox } from '../src/index.js'
import { ask, origin, setting, unique } from './client.js'

const now = 1_700_000_000
const events: SandboxEvent[] = []
const sandbox = await startSandbox({
  clock: () => now,
  mastercard: { mutualTls: false },
  maxBody: 10_000,
  onEvent: (event) => events.push(event),
})
afterAll(() => sandbox.close())
beforeEach(() => events.splice(0))

const at = (provider: string, path: string) => origin(sandbox, provider) + path
const events4 = () => {
  expect(events.map(({ type }) => type)).toEqual(['request', 'checks', 'verdict', 'response'])
  expect(new Set(events.map(({ id }) => id)).size).toBe(1)
  const [request, checks, verdict, response] = events
  if (request?.type !== 'request' || checks?.type !== 'checks') throw new Error('other events')
  if (verdict?.type !== 'verdict' || response?.type !== 'response') throw new Error('other events')
  return { request, checks, verdict, response }
}

function signed(body: string, salt = unique(64)) {
  const hmac = createHmac('sha256', setting(sandbox, 'INQUD_TOKEN_SECRET')).update(body).update(salt)
  return {
    'X-Token-API-Id': setting(sandbox, 'INQUD_TOKEN_ID'),
    'X-Salt': salt,
    'X-HMAC-SHA256-Signature': hmac.digest('hex'),
  }
}

describe('events', () => {
  it('tell what arrived, which checks it passed, the verdict and the response', async () => {
    const headers = signed('{"a":1}')
    await ask(at('inqud', '/v1/x?q=1'), { headers, body: '{"a":1}' })
    const { request, checks, verdict, response } = events4()
    expect(request).toMatchObject({
      provider: 'inqud',
      origin: origin(sandbox, 'inqud'),
      at: now,
      method: 'POST',
      target: '/v1/x?q=1',
      body: Buffer.from('{"a":1}'),
      bodyLength: 7,
    })
    expect(request.headers.slice(0, 2)).toEqual(['X-Token-API-Id', headers['X-Token-API-Id']])
    expect(checks.checks).toEqual(
      ['tokenId', 'signaturePresent', 'salt', 'signatureForm', 'signature', 'saltUnused'].map((name) => ({
        name,
        holds: true,
      })),
    )
    const signature = headers['X-HMAC-SHA256-Signature']
    expect(checks.steps).toContainEqual({
      name: 'X-HMAC-SHA256-Signature',
      computed: signature,
      sent: signature,
    })
    expect(verdict).toMatchObject({ accepted: true, token: false })
    expect(response.status).toBe(200)
    expect(JSON.parse(response.body)).toMatchObject({ ok: true, path: '/v1/x?q=1' })
    expect(Object.fromEntries(response.headers)['content-type']).toBe('application/json')
  })

  it('tell the check that failed, and what was computed', async () => {
    const headers = signed('{"a":1}')
    await ask(at('inqud', '/v1/x'), { headers, body: '{"a": 1}' })
    const { checks, verdict, response } = events4()
    expect(checks.checks.at(-1)).toMatchObject({ name: 'signature', holds: false })
    expect(checks.checks.at(-1)?.expected).toContain('8 bytes')
    const expected = signed('{"a": 1}', headers['X-Salt'])['X-HMAC-SHA256-Signature']
    expect(checks.steps.at(-1)).toEqual({
      name: 'X-HMAC-SHA256-Signature',
      computed: expected,
      sent: headers['X-HMAC-SHA256-Signature'],
    })
    expect(verdict).toMatchObject({ accepted: false, check: 'signature' })
    expect(response.status).toBe(401)
  })

  it("tell Imburse's steps by their names, and all checks of its page", async () => {
    const [key, nonce] = [setting(sandbox, 'IMBURSE_PUBLIC_KEY'), unique(8)]
    const hash = createHash('sha256').update('{}').digest('base64')
    const text = `${key}:${nonce}:${now}:${hash}`
    const secret = Buffer.from(setting(sandbox, 'IMBURSE_PRIVATE_KEY'), 'base64')
    const signature = createHmac('sha256', secret).update(text).digest('base64')
    const headers = { Authorization: `Hmac ${key}:${nonce}:${now}:${signature}` }
    const { json } = await ask(at('imburse', '/v1/identity/hmac'), { headers, body: '{}' })
    const { checks, verdict } = events4()
    const shown = checks.steps.map(({ name, computed, allowed }) => [name, computed ?? allowed])
    expect(Object.fromEntries(shown)).toEqual({
      publicKey: key,
      nonce: undefined,
      timestamp: `from ${now - 300} to ${now + 30}`,
      bodyHash: hash,
      stringToSign: text,
      signature,
    })
    expect(checks.checks.map(({ name }) => name)).toEqual(
      'method authorizationScheme hmacForm publicKey nonce timestamp timestampAge timestampFuture signature nonceUnused'.split(
        ' ',
      ),
    )
    expect(verdict.token).toBe(true)
    events.splice(0)
    await ask(at('imburse', '/v1/me'), { headers: { Authorization: `Bearer ${json.accessToken}` } })
    expect(events4().checks.checks.map(({ name }) => name)).toEqual(
      'authorizationScheme tokenKnown tokenExpiry tokenUse x-account-id x-tenant-id'.split(' '),
    )
  })

  it('tell the checks of a token, in their order', async () => {
    const body = JSON.stringify({
      clientId: setting(sandbox, 'SENDPAYMENTS_CLIENT_ID'),
      clientSecret: setting(sandbox, 'SENDPAYMENTS_CLIENT_SECRET'),
    })
    const { json } = await ask(at('sendpayments', '/auth'), { body })
    expect(events4().checks.checks.map(({ name }) => name)).toEqual(
      'method json clientId clientSecret'.split(' '),
    )
    events.splice(0)
    await ask(at('sendpayments', '/x'), { headers: { Authorization: `Bearer ${json.accessToken}` } })
    expect(events4().checks.checks.map(({ name }) => name)).toEqual(
      'authorizationScheme tokenKnown tokenExpiry tokenNewest'.split(' '),
    )
  })

  it('hold the decrypted body beside the sealed one', async () => {
    const key = new X509Certificate(setting(sandbox, 'MASTERCARD_ENCRYPTION_CERTIFICATE')).publicKey
    const kid = createHash('sha256')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('hex')
    const header = { kid, cty: 'application/json', alg: 'RSA-OAEP-256', enc: 'A256GCM' }
    const jwe = await new CompactEncrypt(Buffer.from('{"account":1}')).setProtectedHeader(header).encrypt(key)
    const body = JSON.stringify({ encryptedData: jwe })
    await ask(at('mastercard', '/x'), { headers: { 'Content-Type': 'application/json' }, body })
    const { request, checks } = events4()
    expect(request.body.toString()).toBe(body)
    expect(checks.opened?.toString()).toBe('{"account":1}')
    expect(checks.checks.map(({ name }) => name)).toEqual(
      'contentType encrypted noPlaintext jweForm jweParameters alg cty enc kid ivSize jweOpens json encryptedOnce ivUnused'.split(
        ' ',
      ),
    )
  })

  it('end for a client that goes away before the response, too', async () => {
    sandbox.fault('inqud', { apiDelay: 60 })
    const gone = new AbortController()
    const sent = fetch(at('inqud', '/slow'), { signal: gone.signal })
    await expect.poll(() => events.map(({ type }) => type)).toContain('verdict')
    gone.abort()
    await expect(sent).rejects.toThrow()
    await expect.poll(() => events.at(-1)).toMatchObject({ type: 'response', status: 0, headers: [] })
    sandbox.fault('inqud')
  })

  it('tell of a body that is too long, without it', async () => {
    await ask(at('inqud', '/x'), { body: 'x'.repeat(10_001) })
    const { request, checks } = events4()
    expect(request).toMatchObject({ bodyLength: 10_001, body: Buffer.alloc(0) })
    expect(checks.checks).toMatchObject([{ name: 'bodySize', holds: false }])
  })
})

describe('faults that were requested', () => {
  const faults = () => events4().verdict.faults

  it('say that they took the place of a response', async () => {
    sandbox.fault('inqud', { api: { status: 500 } })
    await ask(at('inqud', '/x'), { headers: signed('{}'), body: '{}' })
    expect(faults()).toEqual([{ text: 'the response is status 500, whatever the request is', refused: true }])
    events.splice(0)
    sandbox.fault('inqud')
    await ask(at('inqud', '/x'), { headers: signed('{}'), body: '{}' })
    expect(faults()).toBeUndefined()
  })

  it.each([
    [
      { kind: 'garbled' } as const,
      'the response with the token is garbled: its letters are in reverse order',
    ],
    [{ kind: 'expired' } as const, 'the token had ended already when it was issued'],
  ])('say what %j did to a token that was issued', async (token, text) => {
    sandbox.fault('sendpayments', { token })
    await authenticate()
    expect(faults()).toEqual([{ text, refused: false }])
    sandbox.fault('sendpayments')
  })

  it('say that a token had ended when it was issued, though the fault is over', async () => {
    for (const [provider, path, issue] of [
      ['sendpayments', '/x', authenticate],
      ['imburse', '/x', exchange],
    ] as const) {
      sandbox.fault(provider, { token: { kind: 'expired' } })
      const { accessToken } = (await issue()).json
      sandbox.fault(provider)
      events.splice(0)
      await ask(at(provider, path), { headers: { Authorization: `Bearer ${accessToken}` } })
      const { verdict, checks } = events4()
      expect(verdict.check).toBe('tokenExpiry')
      expect(verdict.faults).toEqual([
        { text: 'the token had ended already when it was issued', refused: true },
      ])
      expect(checks.checks.at(-1)).toMatchObject({
        expected: `a token that ends after ${now}`,
        got: `one that ended at ${now - 60}, 60 s before`,
      })
    }
  })

  it('say that the clock made a time wrong, and nothing of a clock that did nothing', async () => {
    sandbox.fault('imburse', { clockSkew: -600 })
    await exchange()
    expect(faults()).toEqual([{ text: 'the clock of the provider is 10 minutes behind', refused: true }])
    events.splice(0)
    await exchange('another-key')
    expect(events4().verdict.check).toBe('publicKey')
    expect(faults()).toBeUndefined()
    sandbox.fault('imburse')
  })

  it('are known by who checks a time', () => {
    expect([...sandbox.checksTime]).toEqual(['imburse', 'mastercard-oauth'])
  })
})

function authenticate() {
  const [clientId, clientSecret] = ['ID', 'SECRET'].map((name) =>
    setting(sandbox, `SENDPAYMENTS_CLIENT_${name}`),
  )
  return ask(at('sendpayments', '/auth'), { body: JSON.stringify({ clientId, clientSecret }) })
}

function exchange(publicKey = setting(sandbox, 'IMBURSE_PUBLIC_KEY'), path = '/v1/identity/hmac') {
  const token = `${publicKey}:${unique(16)}:${now}`
  const key = Buffer.from(setting(sandbox, 'IMBURSE_PRIVATE_KEY'), 'base64')
  const signature = createHmac('sha256', key).update(`${token}:`).digest('base64')
  return ask(at('imburse', path), {
    method: 'POST',
    headers: { Authorization: `Hmac ${token}:${signature}` },
  })
}

describe('a path that is nearly that of tokens', () => {
  it.each([
    ['/v1/identity/hmac/', 'the slash at its end'],
    ['/v1//identity/hmac', 'a doubled slash'],
    ['/v1/identity/HMAC', 'the case of its letters'],
  ])('%s is refused with what differs', async (path, what) => {
    expect((await exchange(undefined, path)).status).toBe(404)
    const { verdict, checks } = events4()
    expect(verdict).toMatchObject({ token: true, check: 'path' })
    expect(checks.checks.at(-1)?.message).toBe(
      `Tokens are requested at /v1/identity/hmac; this path differs by ${what}.`,
    )
  })

  it('is a path as any other if it is longer', async () => {
    await exchange(undefined, '/v1/identity/hmac/more')
    expect(events4().verdict).toMatchObject({ token: false, check: 'authorizationScheme' })
  })
})

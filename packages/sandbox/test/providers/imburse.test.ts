import { createHash, createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/index.js'
import { imburseVerifier } from '../../src/providers/imburse.js'
import { ask, incoming, origin, setting, times, unique } from '../client.js'

const EXCHANGES = [
  '/v1/identity/hmac',
  '/identity/v1/hmac/management',
  '/identity/v1/hmac/collect',
  '/identity/v1/hmac/payout',
]
const clock = { now: 1_700_000_000.4 }
const start = (imburse: SandboxOptions['imburse'] = {}, options: SandboxOptions = {}) =>
  startSandbox({ providers: ['imburse'], clock: () => clock.now, imburse, ...options })

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await start()
})
afterAll(() => sandbox.close())

// As the vendor's own Postman script writes it.
function hmacToken(
  body = '',
  changes: { key?: string; nonce?: string; timestamp?: string } = {},
  from = sandbox,
) {
  const { nonce = unique(16), timestamp = String(Math.floor(clock.now)) } = changes
  const key = changes.key ?? setting(from, 'IMBURSE_PUBLIC_KEY')
  const bodyHash = body === '' ? '' : createHash('sha256').update(body).digest('base64')
  const secret = Buffer.from(setting(from, 'IMBURSE_PRIVATE_KEY'), 'base64')
  const text = `${key}:${nonce}:${timestamp}:${bodyHash}`
  return `Hmac ${key}:${nonce}:${timestamp}:${createHmac('sha256', secret).update(text).digest('base64')}`
}

const exchange = (authorization = hmacToken(), body = '', path = EXCHANGES[0], from = sandbox) =>
  ask(`${origin(from, 'imburse')}${path}`, {
    headers: authorization ? { Authorization: authorization } : {},
    body,
  })

const call = (token: string, headers = {}, from = sandbox) =>
  ask(`${origin(from, 'imburse')}/v1/identity/me?a=1`, {
    method: 'GET',
    headers: { Authorization: `Bearer ${token}`, ...headers },
  })

const tokenOf = async (from = sandbox): Promise<string> =>
  (await exchange(hmacToken('', {}, from), '', EXCHANGES[0], from)).json.accessToken

describe('the exchange', () => {
  it.each(EXCHANGES)('gives a token of 30 minutes for one request: %s', async (path) => {
    const { status, json } = await exchange(hmacToken(), '', path)
    expect(status).toBe(200)
    expect(json.expires).toBe(Math.floor(clock.now + 1800))
    expect((await call(json.accessToken)).json).toMatchObject({
      ok: true,
      way: 'bearer',
      path: '/v1/identity/me?a=1',
    })
    expect((await call(json.accessToken)).json.error.check).toBe('tokenUse')
  })

  it('accepts a signed body', async () => {
    expect((await exchange(hmacToken('{"name":"Zoë"}'), '{"name":"Zoë"}')).status).toBe(200)
  })

  const part = (place: number, value: string) => () => {
    const parts = hmacToken().split(':')
    parts[place] = value
    return parts.join(':')
  }
  const now = () => Math.floor(clock.now)
  /** As the vendor's published Postman script: one text for both. */
  const fraction = (timestamp: string) => hmacToken('', { nonce: timestamp, timestamp })

  it.each<[string, string, () => string, string?]>([
    ['authorizationScheme', 'no header', () => ''],
    ['authorizationScheme', 'a bearer token', () => 'Bearer x'],
    ['authorizationScheme', 'no scheme', () => hmacToken().replace('Hmac ', '')],
    ['hmacForm', 'one part', () => 'Hmac abc'],
    ['hmacForm', 'something after it', () => `${hmacToken()} more`],
    ['publicKey', 'another key', () => hmacToken('', { key: 'other' })],
    ['nonce', 'a sign in it', () => hmacToken('', { nonce: 'a-b' })],
    ['nonce', 'a fraction that is not the timestamp', () => hmacToken('', { nonce: '1535617532.123' })],
    [
      'nonce',
      'text that is the timestamp, and no number',
      () => hmacToken('', { nonce: 'a.b', timestamp: 'a.b' }),
    ],
    ['timestampAge', 'a fraction, 301 s old', () => fraction(`${now() - 301}.999`)],
    ['timestampFuture', 'a fraction, 31 s ahead', () => fraction(`${now() + 31}.001`)],
    ['timestampFuture', 'milliseconds, as a nonce too', () => fraction(String(now() * 1000))],
    ['nonce', 'none', () => hmacToken('', { nonce: '' })],
    ['timestamp', 'a fraction', () => hmacToken('', { timestamp: '1535617532.5' })],
    ['timestamp', 'none', () => hmacToken('', { timestamp: '' })],
    ['timestampAge', '301 s old', () => hmacToken('', { timestamp: String(now() - 301) })],
    ['timestampFuture', '31 s ahead', () => hmacToken('', { timestamp: String(now() + 31) })],
    ['timestampFuture', 'milliseconds', () => hmacToken('', { timestamp: String(now() * 1000) })],
    ['signature', 'another body', () => hmacToken('{}'), 'changed'],
    ['signature', 'no body', () => hmacToken('{}')],
    ['signature', 'another signature', part(3, 'AAAA')],
    ['signature', 'a nonce changed later', part(1, 'abc')],
  ])('refuses by the check %s: %s', async (check, _what, authorization, body = '') => {
    const { status, json, text } = await exchange(authorization(), body)
    expect({ status, check: json.error.check }).toEqual({ status: 401, check })
    expect(Object.keys(json.error)).toEqual(['code', 'message', 'check', 'expected', 'got'])
    expect(text).not.toContain(setting(sandbox, 'IMBURSE_PRIVATE_KEY'))
  })

  it.each<[string, () => string, RegExp]>([
    [
      'a fraction as timestamp and nonce',
      () => fraction(`${now()}.123`),
      /nonce is the timestamp.*millisecond/,
    ],
    ['a fraction of one digit', () => fraction(`${now()}.5`), /nonce is the timestamp.*millisecond/],
    [
      'a fraction that happens to be whole',
      () => fraction(String(now() + 1)),
      /nonce is the timestamp.*second/,
    ],
    ['the scheme in lower case', () => hmacToken().replace('Hmac', 'hmac'), /scheme is written "hmac"/],
    ['the scheme in capitals', () => hmacToken().replace('Hmac', 'HMAC'), /scheme is written "HMAC"/],
  ])("accepts the vendor's published examples, with a note: %s", async (_what, authorization, note) => {
    const sent = authorization()
    const { status, json } = await exchange(sent)
    expect({ status, notes: json.notes }).toEqual({ status: 200, notes: [expect.stringMatching(note)] })
    expect(sandbox.requests.at(-1)).toMatchObject({ accepted: true, notes: json.notes })
    expect((await exchange(sent)).json.error.check).toBe('nonceUnused')
  })

  it('adds no note to what the page asks for', async () => {
    expect(Object.keys((await exchange()).json)).toEqual(['accessToken', 'expires'])
    expect(sandbox.requests.at(-1)).not.toHaveProperty('notes')
  })

  it('accepts a timestamp at its bounds', async () => {
    for (const timestamp of [now() - 300, now() + 30])
      expect((await exchange(hmacToken('', { timestamp: String(timestamp) }))).status).toBe(200)
  })

  it('says which text was to be signed', async () => {
    const nonce = unique(16)
    const { json } = await exchange(hmacToken('{}', { nonce }), 'changed')
    const bodyHash = createHash('sha256').update('changed').digest('base64')
    expect(json.error.expected).toContain(
      `${setting(sandbox, 'IMBURSE_PUBLIC_KEY')}:${nonce}:${now()}:${bodyHash}`,
    )
  })

  it.each([
    ['in place of the public key', (secret: string) => `Hmac ${secret}:a:1:b`],
    ['in place of the nonce', (secret: string) => hmacToken('', { nonce: secret })],
    ['in place of the timestamp', (secret: string) => hmacToken('', { timestamp: secret })],
    ['in place of the signature', (secret: string) => hmacToken().replace(/[^:]+$/, secret)],
    ['alone', (secret: string) => secret],
  ])('does not repeat the private key that stands %s', async (_where, authorization) => {
    const secret = setting(sandbox, 'IMBURSE_PRIVATE_KEY')
    const { status, text } = await exchange(authorization(secret))
    expect(status).toBe(401)
    expect(text).not.toContain(secret)
  })

  it('refuses a nonce for as long as its timestamp is good, whether 300 s old or 30 s ahead', async () => {
    for (const offset of [-300, 0, 30]) {
      const authorization = hmacToken('', { timestamp: String(now() + offset) })
      expect((await exchange(authorization)).status).toBe(200)
      expect((await exchange(authorization)).json.error.check).toBe('nonceUnused')
      const began = clock.now
      clock.now += 300 + offset
      expect((await exchange(authorization)).json.error.check).toBe('nonceUnused')
      clock.now += 1
      expect((await exchange(authorization)).json.error.check).toBe('timestampAge')
      clock.now = began
    }
  })

  it('does not use up the nonce of a request that failed', async () => {
    const authorization = hmacToken()
    expect((await exchange(authorization, 'changed')).json.error.check).toBe('signature')
    expect((await exchange(authorization)).status).toBe(200)
  })

  it('takes POST only, and one Authorization only', async () => {
    const url = `${origin(sandbox, 'imburse')}${EXCHANGES[0]}`
    expect((await ask(url, { method: 'GET' })).status).toBe(405)
    const twice = await ask(url, { headers: { Authorization: [hmacToken(), hmacToken()] } })
    expect({ status: twice.status, check: twice.json.error.check }).toEqual({
      status: 400,
      check: 'duplicateHeader',
    })
  })
})

describe('an API request', () => {
  it.each([
    ['authorizationScheme', {}],
    ['authorizationScheme', { Authorization: 'Basic eDp5' }],
    ['tokenKnown', { Authorization: 'Bearer never-issued-here' }],
    ['tokenKnown', { Authorization: 'Bearer' }],
  ])('is refused by the check %s', async (check, headers) => {
    const { status, json, text } = await ask(`${origin(sandbox, 'imburse')}/x`, { headers })
    expect({ status, check: json.error.check }).toEqual({ status: 401, check })
    expect(text).not.toContain('never-issued-here')
  })

  it('is refused with an HMAC token in place of a bearer token', async () => {
    const { json } = await ask(`${origin(sandbox, 'imburse')}/x`, { headers: { Authorization: hmacToken() } })
    expect(json.error).toMatchObject({ check: 'authorizationScheme', got: 'Hmac' })
  })

  it('is accepted with the right account and tenant, and refused with others', async () => {
    const right = {
      'x-account-id': setting(sandbox, 'IMBURSE_ACCOUNT_ID'),
      'x-tenant-id': setting(sandbox, 'IMBURSE_TENANT_ID'),
    }
    const token = await tokenOf()
    const { json, text } = await call(token, right)
    expect(json).toMatchObject({ ok: true, headers: right })
    expect(text).not.toContain(token)
    for (const name of ['x-account-id', 'x-tenant-id']) {
      const { status, json } = await call(await tokenOf(), { ...right, [name]: 'other' })
      expect({ status, check: json.error.check }).toEqual({ status: 403, check: name })
    }
  })

  it('needs the account if configured to', async () => {
    const other = await start({ requireAccount: true })
    expect((await call(await tokenOf(other), {}, other)).json.error.check).toBe('x-account-id')
    const account = { 'x-account-id': setting(other, 'IMBURSE_ACCOUNT_ID') }
    expect((await call(await tokenOf(other), account, other)).status).toBe(200)
    await other.close()
  })

  it('is refused with a token that has expired', async () => {
    const token = await tokenOf()
    clock.now += 1800
    expect((await call(token)).json.error.check).toBe('tokenExpiry')
    clock.now -= 1
    expect((await call(token)).status).toBe(200)
    clock.now -= 1799
  })
})

it('responds as in 2019, with tokens to use again, if asked to', async () => {
  const other = await start(
    { tokenUse: 'until-expiry', expiresFormat: 'milliseconds-string' },
    { tokenLifetime: 60 },
  )
  expect(other.env.IMBURSE_TOKEN_USE).toBe('until-expiry')
  expect(sandbox.env).not.toHaveProperty('IMBURSE_TOKEN_USE')
  const { json } = await exchange(hmacToken('', {}, other), '', EXCHANGES[1], other)
  expect(json.expires).toMatch(/^\d{13}$/)
  expect(Math.floor(Number(json.expires) / 1000)).toBe(Math.floor(clock.now + 60))
  for (let n = 0; n < 2; n++) expect((await call(json.accessToken, {}, other)).status).toBe(200)
  await other.close()
})

it('agrees with the vectors (Python’s hmac)', async () => {
  const credentials = {
    publicKey: 'c6c1ba7d-9a6f-4e1c-8c43-6f1d9f0a2b11',
    privateKey: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
    accountId: '',
    tenantId: '',
  }
  const verify = (body: string, signature: string) => {
    const token = `Hmac ${credentials.publicKey}:5f1c2b7e9d3a4c60:1535617532:${signature}`
    const request = incoming({
      path: '/v1/identity/hmac',
      headers: { authorization: [token] },
      body: Buffer.from(body),
    })
    return imburseVerifier(times({ clock: () => 1535617532 }), {}, credentials).respond(request, {})
  }
  const [empty, full] = [
    'sZs9T++/m4y567xAegx3X6RNuEbQF3kQBmIMemmmtK4=',
    'aHkzSWRT45fqM7GzhowX8WYXiulOqALVQnPWXUnPx6U=',
  ]
  await expect(verify('', empty)).resolves.toMatchObject({ status: 200 })
  await expect(verify('{"name":"Zoë","amount":12.50}', full)).resolves.toMatchObject({ status: 200 })
  await expect(verify('', full)).rejects.toMatchObject({ failure: { check: 'signature' } })
})

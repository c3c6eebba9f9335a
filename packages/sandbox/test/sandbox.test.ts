import {
  constants,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  X509Certificate,
} from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { request as overHttp } from 'node:http'
import { Agent, request as overHttps } from 'node:https'
import { connect as tlsConnect } from 'node:tls'
import { CompactEncrypt, compactDecrypt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeAuthority } from '../src/certificates.js'
import { type Sandbox, type SandboxOptions, startSandbox } from '../src/index.js'
import { imburseVerifier } from '../src/providers/imburse.js'
import { inqudVerifier } from '../src/providers/inqud.js'
import { Seen } from '../src/seen.js'

interface Sent {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
  readonly tls?: object
}

/** A client of the test's own, on node:http alone. */
function ask(url: string, { method = 'POST', headers = {}, body = '', tls = {} }: Sent = {}) {
  // biome-ignore lint/suspicious/noExplicitAny: answers have several shapes
  return new Promise<{ status: number; text: string; json: any }>((resolve, reject) => {
    const start = url.startsWith('https') ? overHttps : overHttp
    const agent = url.startsWith('https') ? new Agent({ ...tls }) : undefined
    const request = start(url, { method, headers, ...tls, ...(agent && { agent }) }, async (response) => {
      const chunks: Buffer[] = []
      try {
        for await (const chunk of response) chunks.push(chunk)
      } catch (error) {
        return reject(error)
      }
      const text = Buffer.concat(chunks).toString()
      resolve({
        status: response.statusCode ?? 0,
        text,
        json: text.startsWith('{') ? JSON.parse(text) : undefined,
      })
    })
    request.on('error', reject).end(body)
  })
}

const clock = { now: Date.now() / 1000 }
let sandbox: Sandbox
const start = (options: SandboxOptions = {}) => startSandbox({ clock: () => clock.now, ...options })
beforeAll(async () => {
  sandbox = await start()
})
afterAll(() => sandbox.close())

let counter = 0
const fresh = (digits: number) => (++counter).toString(16).padStart(digits, '0')
const env = (name: string, from = sandbox) => from.env[name] ?? ''

// As the vendor's page writes it, in Node's own words.
function inqudHeaders(body: string, { salt = fresh(64), secret = env('INQUD_TOKEN_SECRET') } = {}) {
  const signature = createHmac('sha256', secret)
    .update(body + salt)
    .digest('hex')
  return { 'X-Token-API-Id': env('INQUD_TOKEN_ID'), 'X-HMAC-SHA256-Signature': signature, 'X-Salt': salt }
}

// As the vendor's own Postman script writes it.
function hmacHeader(
  body: string,
  {
    nonce = fresh(16),
    timestamp = String(Math.floor(clock.now)),
    key = env('IMBURSE_PUBLIC_KEY'),
    from = sandbox,
  } = {},
) {
  const bodyHash = body === '' ? '' : createHash('sha256').update(body).digest('base64')
  const secret = Buffer.from(env('IMBURSE_PRIVATE_KEY', from), 'base64')
  const signature = createHmac('sha256', secret)
    .update(`${key}:${nonce}:${timestamp}:${bodyHash}`)
    .digest('base64')
  return { Authorization: `Hmac ${key}:${nonce}:${timestamp}:${signature}` }
}

describe('Inqud', () => {
  const to = () => `${sandbox.origins.inqud}/v1/payout?x=1`

  it('accepts both modes, and echoes what it got without a secret', async () => {
    const body = '{"name":"Zoë"}\r\n'
    const { status, json, text } = await ask(to(), { headers: inqudHeaders(body), body })
    expect({ status, ...json }).toMatchObject({
      status: 200,
      ok: true,
      way: 'hmac',
      method: 'POST',
      path: '/v1/payout?x=1',
      body,
    })
    expect(json.bodySha256).toBe(createHash('sha256').update(body).digest('hex'))
    const simple = {
      'X-Token-API-Id': env('INQUD_TOKEN_ID'),
      'X-Token-API-Secret': env('INQUD_TOKEN_SECRET'),
    }
    const second = await ask(to(), { method: 'GET', headers: simple })
    expect(second.json).toMatchObject({ ok: true, way: 'simple' })
    expect(text + second.text).not.toContain(env('INQUD_TOKEN_SECRET'))
  })

  it.each<[string, string, () => Record<string, string>]>([
    ['tokenId', 'another id', () => ({ ...inqudHeaders('x'), 'X-Token-API-Id': 'TKN-other' })],
    [
      'tokenSecret',
      'another secret',
      () => ({ 'X-Token-API-Id': env('INQUD_TOKEN_ID'), 'X-Token-API-Secret': 'other' }),
    ],
    ['signaturePresent', 'nothing', () => ({ 'X-Token-API-Id': env('INQUD_TOKEN_ID') })],
    ['salt', 'a short salt', () => inqudHeaders('x', { salt: 'abc' })],
    ['signatureForm', 'upper-case hex', () => upper(inqudHeaders('x'))],
    ['signature', 'another body', () => inqudHeaders('y')],
    ['signature', 'another secret', () => inqudHeaders('x', { secret: 'other' })],
  ])('refuses by the check %s: %s', async (check, _what, headers) => {
    const { status, json } = await ask(to(), { headers: headers(), body: 'x' })
    expect(status).toBe(401)
    expect(json.error).toEqual({
      code: 'unauthorized',
      check,
      message: expect.any(String),
      expected: expect.any(String),
      got: expect.any(String),
    })
    expect(JSON.stringify(json)).not.toContain(env('INQUD_TOKEN_SECRET'))
  })

  const upper = (headers: ReturnType<typeof inqudHeaders>) => ({
    ...headers,
    'X-HMAC-SHA256-Signature': headers['X-HMAC-SHA256-Signature'].toUpperCase(),
  })

  it('refuses a salt that was seen', async () => {
    const headers = inqudHeaders('x')
    expect((await ask(to(), { headers, body: 'x' })).status).toBe(200)
    expect((await ask(to(), { headers, body: 'x' })).json.error.check).toBe('saltUnused')
  })

  it('agrees with the vectors (Python’s hmac)', async () => {
    const times = { clock: () => 0, tokenLifetime: undefined, maxAge: 300, skew: 30, remember: 60 }
    const credentials = {
      tokenId: 'TKN-1',
      tokenSecret: 'dBajIp3wHnw5euxohPiZvsCEorG3Fhl9gsHl1UIBlsImHjWRdSJdp4Gh6e3y2PNs',
    }
    const headers = {
      'x-token-api-id': 'TKN-1',
      'x-salt': '0'.repeat(64),
      'x-hmac-sha256-signature': 'bfe47a2a2ad22ef55194eacc9f47b2ef8115dd8cbbc02926466b4bfb8fe65b17',
    }
    const request = {
      method: 'GET',
      target: '/',
      path: '/',
      headers,
      body: Buffer.alloc(0),
      clientCertificate: undefined,
    }
    await expect(inqudVerifier(times, credentials).answer(request, {})).resolves.toMatchObject({
      status: 200,
    })
  })
})

describe('Imburse', () => {
  const exchange = (headers: Record<string, string>, body = '', path = '/v1/identity/hmac') =>
    ask(`${sandbox.origins.imburse}${path}`, { headers, body })
  const call = (token: string, headers = {}) =>
    ask(`${sandbox.origins.imburse}/v1/identity/me`, {
      method: 'GET',
      headers: { Authorization: `Bearer ${token}`, ...headers },
    })

  it.each([
    '/v1/identity/hmac',
    '/identity/v1/hmac/management',
    '/identity/v1/hmac/collect',
    '/identity/v1/hmac/payout',
  ])('exchanges at %s', async (path) => {
    const { status, json } = await exchange(hmacHeader(''), '', path)
    expect(status).toBe(200)
    expect(json.expires).toBe(Math.floor(clock.now + 1800))
    expect((await call(json.accessToken)).status).toBe(200)
    expect((await call(json.accessToken)).json.error.check).toBe('tokenUse')
  })

  it.each<[string, () => Record<string, string>, string?]>([
    ['authorizationScheme', () => ({ Authorization: 'Bearer x' })],
    ['authorizationScheme', () => ({})],
    ['hmacForm', () => ({ Authorization: 'Hmac abc' })],
    ['publicKey', () => hmacHeader('', { key: 'other' })],
    ['nonce', () => hmacHeader('', { nonce: 'a-b' })],
    ['timestamp', () => hmacHeader('', { timestamp: String(clock.now + 0.5) })],
    ['timestampAge', () => hmacHeader('', { timestamp: String(Math.floor(clock.now) - 301) })],
    ['timestampFuture', () => hmacHeader('', { timestamp: String(Math.floor(clock.now) + 31) })],
    ['timestampFuture', () => hmacHeader('', { timestamp: String(Math.floor(clock.now * 1000)) })],
    ['signature', () => hmacHeader('{}'), 'changed'],
  ])('refuses by the check %s', async (check, headers, body = '') => {
    const { status, json } = await exchange(headers(), body)
    expect({ status, check: json.error.check }).toEqual({ status: 401, check })
    expect(JSON.stringify(json)).not.toContain(env('IMBURSE_PRIVATE_KEY'))
  })

  it('refuses a nonce that was seen, and remembers it no longer than it can be valid', async () => {
    const headers = hmacHeader('')
    expect((await exchange(headers)).status).toBe(200)
    expect((await exchange(headers)).json.error.check).toBe('nonceUnused')
  })

  it('refuses another account, and a token after its end', async () => {
    const { json } = await exchange(hmacHeader(''))
    expect((await call(json.accessToken, { 'x-account-id': 'other' })).json.error).toMatchObject({
      check: 'x-account-id',
      code: 'forbidden',
    })
    const second = (await exchange(hmacHeader(''))).json
    clock.now += 1801
    expect((await call(second.accessToken)).json.error.check).toBe('tokenExpiry')
  })

  it('gives the answer of 2019, and tokens to use again, where asked', async () => {
    const other = await start({
      providers: ['imburse'],
      imburse: { tokenUse: 'until-expiry', expiresFormat: 'milliseconds-string' },
    })
    const headers = hmacHeader('', { key: env('IMBURSE_PUBLIC_KEY', other), from: other })
    const { json } = await ask(`${other.origins.imburse}/v1/identity/hmac`, { headers })
    expect(json.expires).toMatch(/^\d{13}$/)
    for (let n = 0; n < 2; n++) {
      const bearer = { Authorization: `Bearer ${json.accessToken}` }
      expect((await ask(`${other.origins.imburse}/x`, { headers: bearer })).status).toBe(200)
    }
    await other.close()
  })

  it('agrees with the vectors (Python’s hmac)', async () => {
    const times = { clock: () => 1535617532, tokenLifetime: undefined, maxAge: 300, skew: 30, remember: 60 }
    const credentials = {
      publicKey: 'c6c1ba7d-9a6f-4e1c-8c43-6f1d9f0a2b11',
      privateKey: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
      accountId: '',
      tenantId: '',
    }
    for (const [body, signature] of [
      ['', 'sZs9T++/m4y567xAegx3X6RNuEbQF3kQBmIMemmmtK4='],
      ['{"name":"Zoë","amount":12.50}', 'aHkzSWRT45fqM7GzhowX8WYXiulOqALVQnPWXUnPx6U='],
    ] as const) {
      const headers = {
        authorization: `Hmac ${credentials.publicKey}:5f1c2b7e9d3a4c60:1535617532:${signature}`,
      }
      const path = '/v1/identity/hmac'
      const request = {
        method: 'POST',
        target: path,
        path,
        headers,
        body: Buffer.from(body),
        clientCertificate: undefined,
      }
      await expect(imburseVerifier(times, {}, credentials).answer(request, {})).resolves.toMatchObject({
        token: true,
      })
    }
  })
})

describe('Send Payments', () => {
  const auth = (body: unknown) =>
    ask(`${sandbox.origins.sendpayments}/auth`, {
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const client = () => ({
    clientId: env('SENDPAYMENTS_CLIENT_ID'),
    clientSecret: env('SENDPAYMENTS_CLIENT_SECRET'),
  })
  const call = (token: string) =>
    ask(`${sandbox.origins.sendpayments}/accounts`, { headers: { Authorization: `Bearer ${token}` } })

  it('gives a JWT of five minutes, and only the newest counts', async () => {
    const first = await auth(client())
    expect(first.status).toBe(201)
    expect(Date.parse(first.json.expiresAt) / 1000).toBeCloseTo(clock.now + 300, 0)
    expect(first.json.accessToken.split('.')).toHaveLength(3)
    expect((await call(first.json.accessToken)).status).toBe(200)
    const second = await auth(client())
    expect((await call(first.json.accessToken)).json.error.check).toBe('tokenKnown')
    expect((await call(second.json.accessToken)).status).toBe(200)
    clock.now += 301
    expect((await call(second.json.accessToken)).json.error.check).toBe('tokenExpiry')
  })

  it.each([
    ['no JSON', 400, () => 'a=b', 'json'],
    ['no clientId', 400, () => ({}), 'clientId'],
    ['no clientSecret', 400, () => ({ clientId: 'x' }), 'clientSecret'],
    ['another client', 401, () => ({ ...client(), clientId: 'x' }), 'clientId'],
    ['another secret', 401, () => ({ ...client(), clientSecret: 'x' }), 'clientSecret'],
  ])('%s: %d', async (_what, status, body, check) => {
    const answer = await auth(body())
    expect({ status: answer.status, check: answer.json.error.check }).toEqual({ status, check })
    expect(answer.text).not.toContain(env('SENDPAYMENTS_CLIENT_SECRET'))
  })

  it('fails, cuts off and garbles where asked', async () => {
    sandbox.fault('sendpayments', { token: { kind: 'status', status: 500 } })
    expect((await auth(client())).status).toBe(500)
    sandbox.fault('sendpayments', { token: { kind: 'cut-off' } })
    await expect(auth(client())).rejects.toThrow()
    sandbox.fault('sendpayments', { token: { kind: 'empty' } })
    expect((await auth(client())).text).toBe('')
    sandbox.fault('sendpayments', { tokenEndsAfter: 1 })
    const { json } = await auth(client())
    expect((await call(json.accessToken)).status).toBe(200)
    expect((await call(json.accessToken)).status).toBe(401)
    sandbox.fault('sendpayments', { api: { status: 503 } })
    const { json: another } = await auth(client())
    expect((await call(another.accessToken)).status).toBe(503)
    sandbox.fault('sendpayments')
  })
})

describe('Mastercard', () => {
  const tls = (from = sandbox) => ({
    ca: env('COUNTERSIGN_CACERT', from),
    cert: env('MASTERCARD_CLIENT_CERTIFICATE', from),
    key: env('MASTERCARD_CLIENT_KEY', from),
  })
  const encryptionKey = () => new X509Certificate(env('MASTERCARD_ENCRYPTION_CERTIFICATE')).publicKey
  const kid = () =>
    createHash('sha256')
      .update(encryptionKey().export({ type: 'spki', format: 'der' }))
      .digest('hex')
  const header = () => ({ kid: kid(), cty: 'application/json', alg: 'RSA-OAEP-256', enc: 'A256GCM' })
  const seal = (text: string, parameters: object = header()) =>
    new CompactEncrypt(Buffer.from(text))
      .setProtectedHeader(parameters as ReturnType<typeof header>)
      .encrypt(encryptionKey())
  const post = (body: string, client: object = tls()) =>
    ask(`${sandbox.origins.mastercard}/idverify`, {
      headers: { 'Content-Type': 'application/json' },
      body,
      tls: client,
    })

  it('opens what jose seals, and seals its answer to the client', async () => {
    const { status, json } = await post(JSON.stringify({ encryptedData: await seal('{"a":1}') }))
    expect(status).toBe(200)
    const opened = await compactDecrypt(
      json.encryptedData,
      createPrivateKey(env('MASTERCARD_DECRYPTION_KEY')),
    )
    expect(JSON.parse(Buffer.from(opened.plaintext).toString())).toMatchObject({ ok: true, body: '{"a":1}' })
  })

  it.each<[string, () => Promise<string> | string]>([
    ['sealed', () => '{"a":1}'],
    ['sealed', () => 'text'],
    ['nothingInClear', async () => JSON.stringify({ encryptedData: await seal('{}'), pan: '5' })],
    ['jweForm', () => '{"encryptedData":"a.b.c"}'],
    [
      'jweParameters',
      async () => JSON.stringify({ encryptedData: await seal('{}', { ...header(), typ: 'JOSE' }) }),
    ],
    ['kid', async () => JSON.stringify({ encryptedData: await seal('{}', { ...header(), kid: 'other' }) })],
    ['enc', async () => JSON.stringify({ encryptedData: await seal('{}', { ...header(), enc: 'A128GCM' }) })],
    ['cty', async () => JSON.stringify({ encryptedData: await seal('{}', { ...header(), cty: 'text' }) })],
    ['json', async () => JSON.stringify({ encryptedData: await seal('no JSON') })],
    ['jweOpens', async () => JSON.stringify({ encryptedData: `${(await seal('{}')).slice(0, -4)}AAAA` })],
  ])('refuses by the check %s', async (check, body) => {
    const { status, json } = await post(await body())
    expect({ status, check: json.error?.check }).toEqual({ status: 400, check })
  })

  it('refuses an IV that was seen', async () => {
    const body = JSON.stringify({ encryptedData: await seal('{}') })
    expect((await post(body)).status).toBe(200)
    expect((await post(body)).json.error.check).toBe('ivUnused')
  })

  it('refuses a client without a certificate, and one of another authority', async () => {
    const body = JSON.stringify({ encryptedData: await seal('{}') })
    const other = await (await makeAuthority()).client('somebody')
    for (const pair of [{}, { cert: other.certificate, key: other.key }]) {
      const { status, json } = await post(body, { ca: env('COUNTERSIGN_CACERT'), ...pair })
      expect({ status, check: json.error.check }).toEqual({ status: 401, check: 'clientCertificate' })
    }
  })

  it('speaks no TLS before 1.2', async () => {
    const { hostname, port } = new URL(sandbox.origins.mastercard ?? '')
    const old = tlsConnect({
      host: hostname,
      port: Number(port),
      ...tls(),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    await expect(
      new Promise((resolve, reject) => old.on('secureConnect', resolve).on('error', reject)),
    ).rejects.toThrow()
  })

  it('answers with IVs of 128 bits in plain base64 where asked, as the vendor really does', async () => {
    const other = await start({
      providers: ['mastercard'],
      mastercard: { mutualTls: false, ivBits: 128, alphabet: 'base64' },
    })
    expect(other.origins.mastercard).toMatch(/^http:/)
    const { json } = await ask(`${other.origins.mastercard}/x`, { method: 'GET' })
    const [text = '', ...parts] = json.encryptedData.split('.')
    const [wrapped, iv, ciphertext, tag] = parts.map((part: string) => Buffer.from(part, 'base64')) as [
      Buffer,
      Buffer,
      Buffer,
      Buffer,
    ]
    expect(iv).toHaveLength(16)
    const key = createPrivateKey(env('MASTERCARD_DECRYPTION_KEY', other))
    const contentKey = privateDecrypt(
      { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      wrapped,
    )
    const cipher = createDecipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(text)).setAuthTag(tag)
    expect(JSON.parse(Buffer.concat([cipher.update(ciphertext), cipher.final()]).toString()).ok).toBe(true)
    expect(createPublicKey(key).asymmetricKeyType).toBe('rsa')
    await other.close()
  })
})

describe('memory', () => {
  it('forgets what can be valid no longer', () => {
    const now = { at: 0 }
    const seen = new Seen(10, () => now.at)
    for (let n = 0; n < 1000; n++) {
      now.at = n
      expect(seen.isNew(`v${n}`)).toBe(true)
      expect(seen.isNew(`v${Math.max(0, n - 10)}`)).toBe(false)
      expect(seen.size).toBeLessThanOrEqual(21)
    }
  })

  it('is bounded whatever comes', () => {
    const seen = new Seen(1e9, () => 0, 100)
    for (let n = 0; n < 10_000; n++) seen.isNew(String(n))
    expect(seen.size).toBeLessThanOrEqual(200)
  })
})

it('shares no code with core', () => {
  const folder = new URL('../src/', import.meta.url)
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts'))
  const imports = files.flatMap((file) => [
    ...readFileSync(new URL(file, folder), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g),
  ])
  const packages = new Set(
    imports.map(([, name = '']) => name).filter((name) => !name.startsWith('.') && !name.startsWith('node:')),
  )
  expect([...packages].filter((name) => name.startsWith('@countersign'))).toEqual([])
  const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  expect(Object.keys(dependencies)).not.toContain('@countersign/core')
})

it('takes no other method than POST at a token endpoint', async () => {
  expect((await ask(`${sandbox.origins.sendpayments}/auth`, { method: 'PUT', body: '{}' })).status).toBe(405)
})

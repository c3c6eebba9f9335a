import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { type Bytes, createSigner, type Host, headerValue, providers } from '@countersign/core'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { hosts } from './hosts.js'
import { sealAsTheVendorDoes } from './vendor-jwe.js'

const server = generateKeyPairSync('rsa', { modulusLength: 2048 })
const client = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (key: typeof server.publicKey) => key.export({ type: 'spki', format: 'pem' }).toString()
const fingerprint = (key: typeof server.publicKey) =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')

const ENV = {
  MASTERCARD_ENCRYPTION_CERTIFICATE: pem(server.publicKey),
  MASTERCARD_DECRYPTION_KEY: client.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}
const URL = 'https://sandbox.api.mastercard.com/idverify/account-owner-verifications'
const utf8 = (text: string) => new Uint8Array(Buffer.from(text)) as Bytes

function signer(host: Host, env: Record<string, string | undefined> = {}) {
  const all: Record<string, string | undefined> = { ...ENV, ...env }
  const warnings: string[] = []
  const made = createSigner({
    providers,
    settings: (name) => all[name],
    host,
    warn: (text) => warnings.push(text),
  })
  return { ...made, warnings }
}

const post = (body: string | Bytes, headers: [string, string][] = []) => ({
  method: 'POST',
  url: URL,
  headers,
  body,
})
const response = (encryptedData: string, status = 200) => ({
  status,
  headers: [],
  body: JSON.stringify({ encryptedData }),
})

describe.each(Object.entries(hosts))('Mastercard on %s', (_name, makeHost) => {
  it('seals the whole body as jose opens it, with the four parameters and no others', async () => {
    const text = '{ "name":"Zoë",\r\n "amount": 12.50 }'
    const { apply } = signer(makeHost())
    const { request } = await apply(
      post(text, [
        ['content-length', '3'],
        ['content-type', 'text/plain'],
      ]),
    )
    const { encryptedData, ...others } = JSON.parse(String(request.body))
    expect(others).toEqual({})
    expect(decodeProtectedHeader(encryptedData)).toEqual({
      kid: fingerprint(server.publicKey),
      cty: 'application/json',
      alg: 'RSA-OAEP-256',
      enc: 'A256GCM',
    })
    const [, , iv = '', , tag = ''] = encryptedData.split('.')
    expect(Buffer.from(iv, 'base64url')).toHaveLength(12)
    expect(Buffer.from(tag, 'base64url')).toHaveLength(16)
    const opened = await compactDecrypt(encryptedData, server.privateKey)
    expect(Buffer.from(opened.plaintext).toString()).toBe(text)
    expect(headerValue(request.headers, 'Content-Type')).toBe('application/json')
    expect(headerValue(request.headers, 'Content-Length')).toBeUndefined()
  })

  it('takes a fresh key and IV for each message', async () => {
    const { apply } = signer(makeHost())
    const sealed = await Promise.all(Array.from({ length: 8 }, () => apply(post('{}'))))
    const parts = sealed.map(({ request }) => JSON.parse(String(request.body)).encryptedData.split('.'))
    for (const at of [1, 2, 3]) expect(new Set(parts.map((part) => part[at])).size).toBe(8)
  })

  it.each([...(['A128GCM', 'A192GCM', 'A256GCM', 'A128CBC-HS256'] as const)])(
    'opens what jose seals with %s',
    async (enc) => {
      const jwe = await new CompactEncrypt(utf8('{"ok":true}'))
        .setProtectedHeader({ alg: 'RSA-OAEP-256', enc, kid: fingerprint(client.publicKey) })
        .encrypt(client.publicKey)
      const { body } = await signer(makeHost()).open(URL, response(jwe))
      expect(Buffer.from(body ?? '').toString()).toBe('{"ok":true}')
    },
  )

  it('opens 128-bit IVs in plain base64, as the vendor really sends them', async () => {
    for (const text of ['{"ok":true}', JSON.stringify('x'.repeat(5000))]) {
      const jwe = sealAsTheVendorDoes(text, client.publicKey, {
        kid: fingerprint(client.publicKey),
        alphabet: 'base64',
      })
      const { body } = await signer(makeHost()).open(URL, response(jwe))
      expect(Buffer.from(body ?? '').toString()).toBe(text)
    }
  })

  it('refuses a response of which any part was changed', async () => {
    const jwe = sealAsTheVendorDoes('{"ok":true}', client.publicKey, {})
    const parts = jwe.split('.')
    for (const at of [0, 1, 2, 3, 4]) {
      const changed = parts.map((part, index) => (index === at ? flipped(part) : part)).join('.')
      await expect(signer(makeHost()).open(URL, response(changed))).rejects.toMatchObject({
        code: expect.stringMatching(/open-failed|invalid-answer/),
      })
    }
    const short = [...parts.slice(0, 4), (parts[4] ?? '').slice(0, 8)].join('.')
    await expect(signer(makeHost()).open(URL, response(short))).rejects.toMatchObject({ code: 'open-failed' })
  })
})

const flipped = (part: string) => {
  const bytes = Buffer.from(part, 'base64url')
  // The first byte of a header is its brace: a change further in keeps it JSON, and must be noticed by the tag.
  const at = Math.min(bytes.length - 1, 9)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes.toString('base64url')
}

const [makeHost = () => ({}) as Host] = Object.values(hosts)

describe('a request that cannot be sealed is not sent', () => {
  it.each([
    ['no JSON', 'a=b&c=d'],
    ['half of it', '{"a":'],
    ['a byte order mark', '\ufeff{}'],
    ['a variable', '{"a": {{amount}}}'],
    ['invalid UTF-8', new Uint8Array([0x22, 0xff, 0x22]) as Bytes],
    ['a NUL', '{"a": "\u0000"}'],
    ['a lone surrogate', '{"a": "\ud83d"}'],
  ])('%s', async (_what, body) => {
    await expect(signer(makeHost()).apply(post(body))).rejects.toMatchObject({ code: 'invalid-body' })
  })

  it('if the cipher fails, and its error is not repeated', async () => {
    const cipher = {
      ...(makeHost().cipher as NonNullable<Host['cipher']>),
      encrypt: () => Promise.reject(new Error('{"pan":"5555"}')),
    }
    await expect(signer({ ...makeHost(), cipher }).apply(post('{}'))).rejects.toMatchObject({
      code: 'seal-failed',
      message: expect.not.stringContaining('5555'),
    })
  })

  it('if there is no secure random source, or no cipher', async () => {
    for (const missing of ['random', 'cipher']) {
      const host = { ...makeHost(), [missing]: undefined } as Host
      await expect(signer(host).apply(post('{}'))).rejects.toMatchObject({ code: 'missing-capability' })
    }
  })
})

describe('a request that is left as it is', () => {
  it('has no body', async () => {
    const { request } = await signer(makeHost()).apply({ ...post(''), method: 'GET' })
    const { body: _none, ...left } = post('')
    expect(request).toEqual({ ...left, method: 'GET' })
  })

  it('is sealed already, and holds nothing beside', async () => {
    const { apply } = signer(makeHost())
    const once = (await apply(post('{"a":1}'))).request
    expect((await apply(once)).request.body).toBe(once.body)
    const beside = JSON.stringify({ ...JSON.parse(String(once.body)), pan: '5555' })
    expect(String((await apply(post(beside))).request.body)).not.toContain('5555')
    const pretend = '{"encryptedData": "not sealed"}'
    expect((await apply(post(pretend))).request.body).not.toBe(pretend)
  })
})

describe('a response', () => {
  it('that is not sealed passes', async () => {
    for (const body of [
      '',
      '{"Errors":[]}',
      '<html>',
      '[]',
      '"encryptedData"',
      '{"encryptedData": {"a": 1}}',
    ]) {
      expect(await signer(makeHost()).open(URL, { status: 500, headers: [], body })).toEqual({})
    }
  })

  it.each([
    ['of another form', { kid: 'q83vEjRWeJC' }],
    ['of another key', { kid: 'ab'.repeat(32) }],
    ['that is not text', { header: { kid: { toString: 1 } } }],
    ['that is absent', {}],
  ])('with a kid %s is opened, since the key fits', async (_what, options) => {
    const jwe = sealAsTheVendorDoes('{}', client.publicKey, options)
    const { body } = await signer(makeHost()).open(URL, response(jwe))
    expect(Buffer.from(body ?? '').toString()).toBe('{}')
  })

  it.each([
    [
      'ab'.repeat(32),
      /does not open with MASTERCARD_DECRYPTION_KEY \([0-9a-f]{64}\): its kid names another key, abab/,
    ],
    [{ toString: 1 }, /its kid names another key, \{"toString":1\}/],
    [undefined, /changed on its way, or encrypted to a key other/],
  ])('encrypted to another key, with the kid %j, is refused with a word on it', async (kid, message) => {
    const jwe = sealAsTheVendorDoes('{}', server.publicKey, { header: { kid } })
    const refused = () => signer(makeHost()).open(URL, response(jwe))
    await expect(refused()).rejects.toThrowError(message)
    await expect(refused()).rejects.toMatchObject({ code: 'open-failed' })
  })

  it('behind a byte order mark is opened, as text and as bytes', async () => {
    const { body: json } = response(sealAsTheVendorDoes('{}', client.publicKey, {}))
    for (const sealed of [`\ufeff${json}`, utf8(`\ufeff${json}`)]) {
      const { body } = await signer(makeHost()).open(URL, { status: 200, headers: [], body: sealed })
      expect(Buffer.from(body ?? '').toString()).toBe('{}')
    }
  })

  it('is opened with the decryption key alone', async () => {
    const alone = signer(makeHost(), { MASTERCARD_ENCRYPTION_CERTIFICATE: undefined })
    const { body } = await alone.open(URL, response(sealAsTheVendorDoes('{}', client.publicKey, {})))
    expect(Buffer.from(body ?? '').toString()).toBe('{}')
    await expect(alone.apply(post('{}'))).rejects.toThrowError(/MASTERCARD_ENCRYPTION_CERTIFICATE is missing/)
  })

  it('of brackets by the million is not parsed', async () => {
    const body = `{"encryptedData":${'['.repeat(5_000_000)}`
    expect(await signer(makeHost()).open(URL, { status: 200, headers: [], body })).toEqual({})
  })

  it.each([
    [{ enc: 'A256CBC-HS512' }, /enc: "A256CBC-HS512"/],
    [{ alg: 'RSA1_5' }, /alg: "RSA1_5"/],
    [{ crit: ['x'] }, /crit/],
    [{ enc: 'constructor' }, /enc: "constructor"/],
  ])('with %j in its header is refused', async (header, message) => {
    const jwe = sealAsTheVendorDoes('{}', client.publicKey, { header })
    await expect(signer(makeHost()).open(URL, response(jwe))).rejects.toThrowError(message)
  })

  it('with an encryptedData that is not a JWE is refused', async () => {
    for (const text of ['', 'abc', 'a.b.c.d', 'a.b.c.d.e', '....']) {
      await expect(signer(makeHost()).open(URL, response(text))).rejects.toMatchObject({
        code: 'invalid-answer',
      })
    }
  })

  it('stays encrypted if no decryption key is set', async () => {
    const jwe = sealAsTheVendorDoes('{}', client.publicKey, {})
    const { open } = signer(makeHost(), { MASTERCARD_DECRYPTION_KEY: undefined })
    expect(await open(URL, response(jwe))).toEqual({ unopened: 'MASTERCARD_DECRYPTION_KEY is not set' })
  })
})

describe('settings', () => {
  const refusal = (env: Record<string, string | undefined>) => signer(makeHost(), env).apply(post('{}'))

  it('a kid of one’s own', async () => {
    const { request } = await refusal({ MASTERCARD_KEY_ID: 'my-kid' })
    expect(decodeProtectedHeader(JSON.parse(String(request.body)).encryptedData).kid).toBe('my-kid')
  })

  it('a PEM on one line, as .env files hold it', async () => {
    await refusal({ MASTERCARD_ENCRYPTION_CERTIFICATE: pem(server.publicKey).replace(/\n/g, '\\n') })
  })

  it('a half of the pair for mutual TLS', async () => {
    await expect(refusal({ MASTERCARD_CLIENT_KEY: ENV.MASTERCARD_DECRYPTION_KEY })).rejects.toThrowError(
      /MASTERCARD_CLIENT_CERTIFICATE is missing/,
    )
  })

  it('a key of the wrong kind, by its name', async () => {
    await expect(refusal({ MASTERCARD_DECRYPTION_KEY: pem(server.publicKey) })).rejects.toThrowError(
      /MASTERCARD_DECRYPTION_KEY is a PEM of the kind PUBLIC KEY/,
    )
  })
})

it('random bodies travel there and back on every pair of hosts', async () => {
  const both = {
    MASTERCARD_DECRYPTION_KEY: server.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  }
  for (const from of Object.values(hosts)) {
    for (const to of Object.values(hosts)) {
      const body = JSON.stringify({ blob: randomBytes(200).toString('latin1') })
      const sealed = await signer(from(), both).apply(post(body))
      const { body: opened } = await signer(to(), both).open(URL, {
        status: 200,
        headers: [],
        body: sealed.request.body,
      })
      expect(Buffer.from(opened ?? '').toString()).toBe(body)
    }
  }
})

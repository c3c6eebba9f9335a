import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { envOf, type Given, given } from './given.js'
import { type Sealing, sealed } from './jwe.js'
import { isExtension, k6, type Ran, run, script } from './k6.js'
import { listening } from './servers.js'

type Kinds = Readonly<Record<string, Partial<Sealing>>>

const another = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey

const CBC = { enc: 'A128CBC-HS256', ivBytes: 16 } as const
const SIZES = { A128GCM: 16, A192GCM: 24, A256GCM: 32 }

const OPEN: Kinds = {
  'a kid of another key, since ours fits': { header: { kid: 'f'.repeat(64) } },
  ...Object.fromEntries(
    Object.entries(SIZES).flatMap(([enc, keyBytes]) =>
      [12, 16].map((ivBytes) => [`${enc}, ${ivBytes} bytes of IV`, { enc, keyBytes, ivBytes }]),
    ),
  ),
  'AES-CBC': CBC,
}

const EMPTY: Kinds = {
  'nothing, 12 bytes of IV': { plaintext: Buffer.alloc(0) },
  'nothing, 16 bytes of IV': { plaintext: Buffer.alloc(0), ivBytes: 16 },
  'nothing in AES-CBC': { ...CBC, plaintext: Buffer.alloc(0) },
}

const bytesOf = (
  kind: string,
  numbers: readonly number[],
  more: (length: number) => Omit<Sealing, 'to'>,
): Kinds => Object.fromEntries(numbers.map((length) => [`${kind} of ${length} bytes`, more(length)]))

const REFUSED: Kinds = {
  ...bytesOf('IV', [0, 1, 8, 11, 13, 15, 17, 32], (ivBytes) => ({ ivBytes })),
  ...bytesOf('IV for CBC', [0, 12, 15, 17], (ivBytes) => ({ ...CBC, ivBytes })),
  ...bytesOf('tag', [0, 4, 12, 15, 17, 32], (tagBytes) => ({ tagBytes })),
  ...bytesOf('tag, with an IV of 16 bytes,', [0, 4, 12, 15, 17], (tagBytes) => ({ ivBytes: 16, tagBytes })),
  ...bytesOf('tag for CBC', [0, 8, 32], (tagBytes) => ({ ...CBC, tagBytes })),
  ...bytesOf('key', [0, 1, 16, 24, 31, 33, 64], (keyBytes) => ({ keyBytes })),
  ...bytesOf('key, with an IV of 16 bytes,', [0, 16, 24], (keyBytes) => ({ ivBytes: 16, keyBytes })),
  ...bytesOf('key for CBC', [0, 16, 31, 64], (keyBytes) => ({ ...CBC, keyBytes })),
  ...bytesOf('ciphertext for CBC', [0, 1, 15, 17], (length) => ({
    ...CBC,
    unpadded: true,
    plaintext: randomBytes(length),
  })),
  ...bytesOf('wrapped key', [0, 1, 255, 256, 257, 512], (wrappedBytes) => ({ wrappedBytes })),
  'a wrong padding': { ...CBC, unpadded: true, plaintext: Buffer.alloc(16, 17) },
  'a padding of nothing': { ...CBC, unpadded: true, plaintext: Buffer.alloc(16, 0) },
  'OAEP with SHA-1': { hash: 'sha1' },
  RSA1_5: { header: { alg: 'RSA1_5' } },
  dir: { header: { alg: 'dir' } },
  'no alg': { header: { alg: undefined } },
  'no enc': { header: { enc: undefined } },
  'an enc of Object': { header: { enc: 'toString' } },
  crit: { header: { crit: ['exp'] } },
  zip: { header: { zip: 'DEF' } },
  'the key of another': { to: another, header: { kid: 'f'.repeat(64) } },
  'no text': { plaintext: Buffer.from([0x22, 0xff, 0x22]) },
}

const PARTS = ['header', 'key', 'iv', 'ciphertext', 'tag']

/** The same with one bit of a part changed. */
function tampered(jwe: string, part: string): string {
  const parts = jwe.split('.')
  const bytes = Buffer.from(parts[PARTS.indexOf(part)] ?? '', 'base64url')
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
  parts[PARTS.indexOf(part)] = bytes.toString('base64url')
  return parts.join('.')
}

const TAMPERED = Object.entries(OPEN).flatMap(([name, kind]) =>
  PARTS.map((part) => ({ name: `${name}, with another ${part}`, kind, part })),
)

/** What is no JWE at all. */
const FORMS: Readonly<Record<string, string>> = {
  nothing: '',
  'four dots': '....',
  'one part': 'eyJ',
  'a header of a list': `${Buffer.from('[]').toString('base64url')}.a.a.a.a`,
  'parts that are no base64': `${Buffer.from('{}').toString('base64url')}.!.!.!.!`,
  'a header of brackets, five million deep': `${Buffer.from('['.repeat(5e6)).toString('base64url')}.a.a.a.a`,
  'six parts': 'a.b.c.d.e.f',
}

// Stock k6 decrypts by promises alone.
const ways = isExtension ? ['with promises', 'at once'] : ['with promises']

describe.skipIf(!k6).each(ways)('encrypted responses in k6, %s', (way) => {
  let ran: Ran
  beforeAll(async () => {
    const all: Record<string, Given> = {
      responses: await given('mastercard'),
      'IVs of 128 bits in base64': await given('mastercard', {
        mastercard: { ivBits: 128, alphabet: 'base64' },
      }),
      'AES-CBC': await given('mastercard', { mastercard: { enc: 'A128CBC-HS256' } }),
      'an unencrypted error': await given('mastercard', {}, { api: { status: 503 } }),
    }
    const { decryptionKey: to = '' } = all.responses?.settings ?? {}
    const responses: Record<string, string> = { ...FORMS }
    for (const [name, kind] of Object.entries({ ...OPEN, ...EMPTY, ...REFUSED }))
      responses[name] = sealed({ to, ...kind })
    for (const { name, kind, part } of TAMPERED) responses[name] = tampered(sealed({ to, ...kind }), part)
    const origin = await listening((request, response) => {
      const name = decodeURIComponent((request.url ?? '').slice(1))
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ encryptedData: responses[name] }))
    })
    const { settings } = all.responses as Given
    all.responses = {
      ...(all.responses as Given),
      settings: { ...settings, hosts: `${settings.hosts},${new URL(origin).host}` },
    }
    ran = await run(script('responses.ts'), {
      env: envOf(all, { origin, way, names: Object.keys(responses) }),
    })
  })

  it('end no process, whatever they are', () => {
    expect({ code: ran.code, text: ran.text }).toMatchObject({ code: 0 })
    expect(ran.metrics.iterations?.count).toBe(1)
    expect(ran.text).not.toMatch(/panic|goroutine|fatal error/)
  })

  it.each(Object.keys(OPEN))('%s: opens', (name) => {
    expect(ran.cases[name]).toBe('{"opened":true}')
  })

  it.each(Object.keys(EMPTY))('%s: opens to nothing', (name) => {
    expect(ran.cases[name]).toBe('')
  })

  it('those of the vendor open, and an error that is not encrypted stays as it is', () => {
    const opened = { status: 200, ok: true, way: 'jwe' }
    expect(ran.cases['sandbox: IVs of 128 bits in base64']).toMatchObject(opened)
    expect(ran.cases['sandbox: AES-CBC']).toMatchObject(opened)
    expect(ran.cases['sandbox: an unencrypted error']).toMatchObject({ status: 503, check: 'fault' })
  })

  const wrong = [...Object.keys(REFUSED), ...Object.keys(FORMS), ...TAMPERED.map(({ name }) => name)]
  it.each(wrong)('%s: does not open, and says so', (name) => {
    const expected = {
      name: 'CountersignError',
      code: expect.stringMatching(/^(open-failed|invalid-answer)$/),
    }
    expect(ran.cases[name]).toMatchObject({ error: expected })
  })
})

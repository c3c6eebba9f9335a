import { createHash, randomBytes } from 'node:crypto'
import CryptoJS from 'crypto-js'
import { describe, expect, test } from 'vitest'
import { ascii, hex, unhex } from './bytes.js'
import { each } from './hosts.js'

const TEXTS = [
  '',
  'a',
  'Zoë',
  '€ 12,50',
  '𝄞 and 😀',
  '\u0000\r\n',
  '\ufeffmark',
  `${'x'.repeat(65535)}😀😀`,
  `${'x'.repeat(65536)}😀`,
]

describe.each(each)('%s', (_name, { hash }) => {
  // FIPS 180-4, examples of the NIST.
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('SHA-256 of FIPS 180-4 %#', (text, digest) => {
    expect(hash('SHA-256', [text], 'hex')).toBe(digest)
    expect(hash('SHA-256', [ascii(text)], 'hex')).toBe(digest)
    expect(hash('SHA-256', [text], 'base64')).toBe(Buffer.from(digest, 'hex').toString('base64'))
  })

  test.each(['base64url', 'HEX', 'base-64'])(
    '%s is no encoding of a hash, and is refused by name',
    (name) => {
      expect(() => hash('SHA-256', ['a'], name as 'hex')).toThrowError(
        `The encoding "${name}" is not available`,
      )
    },
  )

  test('every length from 0 to 300, in one part and in two', () => {
    for (let length = 0; length <= 300; length++) {
      const bytes = new Uint8Array(randomBytes(length))
      const expected = createHash('sha256').update(bytes).digest('hex')
      const at = length >> 1
      expect(hash('SHA-256', [bytes], 'hex')).toBe(expected)
      expect(hash('SHA-256', [bytes.subarray(0, at), bytes.subarray(at)], 'hex')).toBe(expected)
    }
  })

  test.each(TEXTS)('a text is its UTF-8 %#', (text) => {
    const expected = CryptoJS.SHA256(CryptoJS.enc.Utf8.parse(text)).toString(CryptoJS.enc.Base64)
    expect(hash('SHA-256', [text], 'base64')).toBe(expected)
    expect(hash('SHA-256', [new Uint8Array(Buffer.from(text))], 'base64')).toBe(expected)
  })

  test('bytes that are not UTF-8 are hashed as they are', () => {
    const bytes = unhex('fffe80c3')
    expect(hash('SHA-256', [bytes], 'hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  test('1 MB, no part, and parts of both kinds', () => {
    const large = 'ë'.repeat(500_000)
    expect(hash('SHA-256', [large], 'hex')).toBe(createHash('sha256').update(large).digest('hex'))
    expect(hash('SHA-256', [], 'hex')).toBe(createHash('sha256').digest('hex'))
    expect(hash('SHA-256', ['a', ascii('b'), 'c'], 'hex')).toBe(
      createHash('sha256').update('abc').digest('hex'),
    )
  })
})

// RFC 1321 appendix A.5, FIPS 180-4 examples of the NIST: the digests of "abc".
const ABC = {
  MD5: '900150983cd24fb0d6963f7d28e17f72',
  'SHA-1': 'a9993e364706816aba3e25717850c26c9cd0d89d',
  'SHA-256': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  'SHA-384':
    'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
  'SHA-512':
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
} as const

// RFC 2202 and RFC 4231, test case 2: the key "Jefe".
const JEFE = {
  MD5: '750c783e6ab0b503eaa86e310a5db738',
  'SHA-1': 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
  'SHA-256': '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  'SHA-384':
    'af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649',
  'SHA-512':
    '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
} as const
const WHAT = 'what do ya want for nothing?'

describe.each(each)('%s: hashes by name', (_name, host) => {
  test.each(Object.keys(ABC) as (keyof typeof ABC)[])('%s, as text and as bytes', (name) => {
    expect(host.hash(name, ['a', ascii('bc')], 'hex')).toBe(ABC[name])
    expect(host.hash(name, ['abc'], 'base64')).toBe(Buffer.from(ABC[name], 'hex').toString('base64'))
    expect(hex(host.hashBytes(name, ['ab', ascii('c')]))).toBe(ABC[name])
    expect(host.hmac(name, 'Jefe', [WHAT], 'hex')).toBe(JEFE[name])
    expect(hex(host.hmacBytes(name, ascii('Jefe'), [WHAT.slice(0, 4), ascii(WHAT.slice(4))]))).toBe(
      JEFE[name],
    )
  })

  test.each(['SHA-224', 'sha256', 'SHA256', '', 'constructor', '__proto__', undefined])(
    '%j is refused by name',
    (name) => {
      const unknown = name as 'MD5'
      const refusal = expect.objectContaining({ code: 'missing-capability' })
      for (const run of [
        () => host.hash(unknown, ['a'], 'hex'),
        () => host.hashBytes(unknown, ['a']),
        () => host.hmac(unknown, 'k', ['a'], 'hex'),
        () => host.hmacBytes(unknown, 'k', ['a']),
      ]) {
        expect(run).toThrowError(refusal)
        expect(run).toThrowError(`"${name}"`)
      }
    },
  )
})

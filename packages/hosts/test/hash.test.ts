import { createHash, randomBytes } from 'node:crypto'
import CryptoJS from 'crypto-js'
import { describe, expect, test } from 'vitest'
import { ascii, unhex } from './bytes.js'
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

  test('bytes that are no UTF-8 are hashed as they are', () => {
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

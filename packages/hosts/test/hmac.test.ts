import { randomBytes } from 'node:crypto'
import CryptoJS from 'crypto-js'
import { describe, expect, test } from 'vitest'
import { ascii, unhex } from './bytes.js'
import { each } from './hosts.js'

const LONG_DATA =
  'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.'

// RFC 4231 section 4.
const RFC_4231 = [
  ['0b'.repeat(20), ascii('Hi There'), 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  [
    '4a656665',
    ascii('what do ya want for nothing?'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    'aa'.repeat(20),
    unhex('dd'.repeat(50)),
    '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
  ],
  [
    '0102030405060708090a0b0c0d0e0f10111213141516171819',
    unhex('cd'.repeat(50)),
    '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
  ],
  ['0c'.repeat(20), ascii('Test With Truncation'), 'a3b6167473100ee06e0c796c2955552b'],
  [
    'aa'.repeat(131),
    ascii('Test Using Larger Than Block-Size Key - Hash Key First'),
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
  ['aa'.repeat(131), ascii(LONG_DATA), '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2'],
] as const

const words = (bytes: Uint8Array) => CryptoJS.enc.Hex.parse(Buffer.from(bytes).toString('hex'))

describe.each(each)('%s', (_name, { hmac }) => {
  test.each(RFC_4231)('HMAC-SHA-256 of RFC 4231 %#', (key, data, tag) => {
    expect(hmac('SHA-256', unhex(key), [data], 'hex').slice(0, tag.length)).toBe(tag)
  })

  test('every length of the message and the key, against crypto-js', () => {
    for (let length = 0; length <= 300; length += 1) {
      const key = new Uint8Array(randomBytes(300 - length))
      const data = new Uint8Array(randomBytes(length))
      const expected = CryptoJS.HmacSHA256(words(data), words(key)).toString(CryptoJS.enc.Base64)
      expect(hmac('SHA-256', key, [data], 'base64')).toBe(expected)
    }
  })

  test.each(['', 'secret', 'Zoë 😀', 'k'.repeat(200)])('a text key is its UTF-8 %#', (key) => {
    const expected = CryptoJS.HmacSHA256('body', CryptoJS.enc.Utf8.parse(key)).toString()
    expect(hmac('SHA-256', key, ['body'], 'hex')).toBe(expected)
    expect(hmac('SHA-256', new Uint8Array(Buffer.from(key)), ['body'], 'hex')).toBe(expected)
  })

  test('parts are one after the other', () => {
    const whole = hmac('SHA-256', 'key', ['bodysalt'], 'hex')
    expect(hmac('SHA-256', 'key', ['body', 'salt'], 'hex')).toBe(whole)
    expect(hmac('SHA-256', 'key', [ascii('bod'), '', 'y', ascii('salt')], 'hex')).toBe(whole)
  })
})

import { expect, it } from 'vitest'
import { base64, base64url, compactDate, hex, httpDate, isoDate, percentEncode, uuid } from '../src/index.js'

// RFC 4648 section 10.
it.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foobar', 'Zm9vYmFy'],
])('base64 of %j', (text, encoded) => {
  expect(base64(text)).toBe(encoded)
  expect(base64url(text)).toBe(encoded.replace(/=+$/, ''))
})

it('bytes and texts in base64, base64url and hex', () => {
  const bytes = new Uint8Array([0xfb, 0xff, 0x00])
  expect([base64(bytes), base64url(bytes), hex(bytes), hex('Zoë')]).toEqual([
    '+/8A',
    '-_8A',
    'fbff00',
    '5a6fc3ab',
  ])
})

// OAuth 1.0 parameter encoding (RFC 5849 section 3.6), and its own example value.
it.each([
  ['abcABC123-._~', 'abcABC123-._~'],
  ['%', '%25'],
  ['&=*+/ ', '%26%3D%2A%2B%2F%20'],
  ["!'()", '%21%27%28%29'],
  ['☃', '%E2%98%83'],
])('percent-encoding of %j', (text, encoded) => {
  expect(percentEncode(text)).toBe(encoded)
})

// RFC 9110 section 5.6.7, and the date of AWS's signature examples.
it('times', () => {
  expect(httpDate(784111777.9)).toBe('Sun, 06 Nov 1994 08:49:37 GMT')
  expect([isoDate(1440938160), isoDate(1440938160.25, true), compactDate(1440938160.9)]).toEqual([
    '2015-08-30T12:36:00Z',
    '2015-08-30T12:36:00.250Z',
    '20150830T123600Z',
  ])
})

it('a UUID of version 4 from a nonce, or the UUID that somebody set', () => {
  expect(uuid({ nonce: (digits) => 'f'.repeat(digits) })).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
  expect(uuid({ nonce: (digits) => '0'.repeat(digits) })).toBe('00000000-0000-4000-8000-000000000000')
  const set = '6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b'
  expect(uuid({ nonce: () => set })).toBe(set)
})

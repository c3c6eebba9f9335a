import { randomBytes } from 'node:crypto'
import { byteLength, plainCodec } from '@countersign/core/bytes'
import { fromHex, hex as toHex } from '@countersign/core/encode'
import { describe, expect, test } from 'vitest'
import { nodeCodec } from '../src/node.js'
import { hex, unhex } from './bytes.js'

const TEXTS = ['', 'a', 'Zoë', '€', '𝄞😀', '\u0000\r\n', '\ufeffmark', 'ü'.repeat(40_000)]
const INVALID = ['ff', 'c3', 'c328', 'e282', 'eda080', 'f0808080', 'c080', '61ff62', 'f4908080']

// Core's own codec is what hosts without a native one use: both have to agree.
describe.each([
  ['nodeCodec', nodeCodec],
  ['plainCodec', plainCodec],
] as const)('%s', (_name, codec) => {
  test.each(TEXTS)('UTF-8 there and back %#', (text) => {
    const bytes = codec.utf8(text)
    expect(hex(bytes)).toBe(Buffer.from(text).toString('hex'))
    expect(codec.text(bytes)).toBe(text)
    expect(byteLength(text, codec)).toBe(Buffer.from(text).length)
  })

  test('hexadecimal of either case, there and back, and nothing else', () => {
    const bytes = new Uint8Array(randomBytes(20_000))
    const digits = Buffer.from(bytes).toString('hex')
    expect(toHex(bytes, codec)).toBe(digits)
    for (const text of [digits, digits.toUpperCase()]) expect(hex(fromHex(text, codec))).toBe(digits)
    for (const text of ['0', '0g', 'g0', '00 ', '0\n', '0x00']) expect(() => fromHex(text, codec)).toThrow()
  })

  test.each(INVALID)('%s is not UTF-8', (bytes) => {
    expect(() => codec.text(unhex(bytes))).toThrow()
  })

  test('base64 in all its letters, of every length', () => {
    for (let length = 0; length <= 300; length++) {
      const bytes = new Uint8Array(randomBytes(length))
      const [plain, url] = [Buffer.from(bytes).toString('base64'), Buffer.from(bytes).toString('base64url')]
      expect(codec.base64url(bytes)).toBe(url)
      for (const text of [plain, url, plain.replace(/=+$/, '')]) {
        expect(hex(codec.fromBase64(text))).toBe(hex(bytes))
      }
    }
  })

  test.each([
    'A',
    'AAAAA',
    'A=',
    'AA=',
    'AAA==',
    'A===',
    '====',
    '=',
    'AA=A',
    'AA A',
    'AAAA\n',
    'A*AA',
    'ŁŁŁŁ',
    'é',
  ])('refuses %j as base64', (text) => expect(() => codec.fromBase64(text)).toThrow())

  test.each(['AB', 'AB==', 'A_', 'A/==', 'AAB', 'AAB=', 'AA-', 'AA+=', '//', 'AAAA//'])(
    'refuses stray bits at the end of %s',
    (text) => expect(() => codec.fromBase64(text)).toThrow(),
  )

  test.each([
    ['++8', 'fbef'],
    ['--8=', 'fbef'],
    ['/w==', 'ff'],
    ['_w', 'ff'],
    ['//8', 'ffff'],
  ])('reads %s', (text, bytes) => {
    expect(hex(codec.fromBase64(text))).toBe(bytes)
  })

  test('bytes that lie within a larger memory', () => {
    const memory = new Uint8Array(Buffer.from('xxabcxx'))
    expect(codec.base64url(memory.subarray(2, 5))).toBe('YWJj')
    expect(codec.text(memory.subarray(2, 5))).toBe('abc')
  })
})

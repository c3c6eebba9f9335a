import { createHash, createHmac } from 'node:crypto'
import type { HashName } from '@countersign/core/host'
// @ts-expect-error it has no types
import cryptoJs from 'crypto-js'
import { describe, expect, it } from 'vitest'
import { type CryptoJs, cryptoJsDigests } from '../src/crypto-js.js'

const digests = cryptoJsDigests(cryptoJs as unknown as CryptoJs)
const NAMES: readonly (readonly [HashName, string])[] = [
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]
const BYTES = Uint8Array.from({ length: 257 }, (_, at) => at & 255)
const PARTS = [[], [''], ['a', 'é😀\u0000'], [BYTES], ['text, then bytes', BYTES, ''], ['x'.repeat(5000)]]
const KEYS = ['', 'key', 'é'.repeat(100), BYTES, new Uint8Array(0)]

describe.each(NAMES)('%s by crypto-js', (name, native) => {
  it('is what node:crypto makes, of texts and of bytes', () => {
    for (const parts of PARTS) {
      const hash = () => parts.reduce((made, part) => made.update(part), createHash(native))
      expect(digests.hash(name, parts, 'hex')).toBe(hash().digest('hex'))
      expect(digests.hash(name, parts, 'base64')).toBe(hash().digest('base64'))
      expect(Buffer.from(digests.hashBytes(name, parts))).toEqual(hash().digest())
      for (const key of KEYS) {
        const hmac = () => parts.reduce((made, part) => made.update(part), createHmac(native, key))
        expect(digests.hmac(name, key, parts, 'hex')).toBe(hmac().digest('hex'))
        expect(Buffer.from(digests.hmacBytes(name, key, parts))).toEqual(hmac().digest())
      }
    }
  })
})

it('a hash that crypto-js lacks is refused, and so is an unknown one, though crypto-js has it', () => {
  const { lib, enc } = cryptoJs
  const bare = cryptoJsDigests({ lib, enc } as unknown as CryptoJs)
  expect(() => bare.hash('SHA-256', ['a'], 'hex')).toThrowError(/"SHA-256" is not available/)
  for (const name of ['SHA-224', 'RIPEMD160', 'constructor']) {
    expect(() => digests.hash(name as HashName, ['a'], 'hex')).toThrowError(/is not available/)
    expect(() => digests.hmac(name as HashName, 'k', ['a'], 'hex')).toThrowError(/is not available/)
  }
})

it('without crypto-js nothing is hashed', () => {
  const none = cryptoJsDigests(undefined)
  expect(() => none.hmac('SHA-256', 'k', 'a', 'hex')).toThrowError(/no crypto-js/)
  expect(() => none.hashBytes('MD5', 'a')).toThrowError(/no crypto-js/)
})

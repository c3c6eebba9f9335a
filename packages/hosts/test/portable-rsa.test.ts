import { constants, publicEncrypt, randomBytes } from 'node:crypto'
import { concat } from '@countersign/core/bytes'
import type { Bytes } from '@countersign/core/message'
import { children, INTEGER, OCTET_STRING, readOne, SEQUENCE, write } from '@countersign/core/x509/der'
import { describe, expect, test } from 'vitest'
import { inverse, power, publicPower } from '../src/portable/power.js'
import { portableCipher } from '../src/portable.js'
import { hex } from './bytes.js'
import { rsaKeys } from './keys.js'

const keys = rsaKeys(2048)
const message = new Uint8Array(randomBytes(32))
const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
const wrapped = new Uint8Array(publicEncrypt({ key: keys.publicKey, ...padding }, message))
const random = (length: number): Bytes => new Uint8Array(randomBytes(length))

/** The key with one of its numbers replaced: version, modulus, exponents, primes and so on, in that order. */
function altered(at: number, number: Bytes): Bytes {
  const [version, algorithm, key] = children(readOne(keys.pkcs8, SEQUENCE))
  const numbers = children(readOne(key?.content ?? number, SEQUENCE)).map(({ whole }) => whole)
  numbers[at] = write(INTEGER, number)
  const pkcs1 = write(OCTET_STRING, write(SEQUENCE, concat(...numbers)))
  return write(SEQUENCE, version?.whole ?? number, algorithm?.whole ?? number, pkcs1)
}

test('without a random source it opens, and seals nothing', async () => {
  const cipher = portableCipher()
  expect(hex(await cipher.decryptKey(cipher.privateKey(keys.pkcs8), wrapped))).toBe(hex(message))
  await expect(cipher.encryptKey(cipher.publicKey(keys.spki), message)).rejects.toThrow(
    'no secure random source',
  )
})

test('opens alike however often it is blinded, and asks for randomness once', async () => {
  let asked = 0
  const counted = (length: number) => {
    asked++
    return random(length)
  }
  const cipher = portableCipher({ random: counted })
  const key = cipher.privateKey(keys.pkcs8)
  for (let n = 0; n < 20; n++) expect(hex(await cipher.decryptKey(key, wrapped))).toBe(hex(message))
  expect(asked).toBe(1)
})

test('a random source that gives zeros is refused', async () => {
  const cipher = portableCipher({ random: (length) => new Uint8Array(length) })
  await expect(cipher.decryptKey(cipher.privateKey(keys.pkcs8), wrapped)).rejects.toThrow(
    'random source is broken',
  )
})

test.each([
  ['more than two primes', 0, [1]],
  ['another modulus', 1, [0, 255, 1]],
  ['another prime', 4, [7]],
  ['another coefficient', 8, [7]],
  ['a negative modulus', 1, [200]],
  ['an empty modulus', 1, []],
])('refuses a key with %s', (_what, at, number) => {
  expect(() => portableCipher().privateKey(altered(at, new Uint8Array(number)))).toThrow()
})

describe('arithmetic', () => {
  const numbers = Array.from({ length: 50 }, () => BigInt(`0x${hex(random(40))}`) | 1n)
  const modulus = 2n ** 521n - 1n

  test('an inverse undoes a product; none if there is none', () => {
    for (const number of numbers) expect((number * (inverse(number, modulus) ?? 0n)) % modulus).toBe(1n)
    expect(inverse(6n, 9n)).toBeUndefined()
    expect(inverse(0n, 9n)).toBeUndefined()
  })

  test('both powers agree with Fermat, and with each other', () => {
    for (const number of numbers) {
      expect(power(number, modulus - 1n, modulus)).toBe(1n)
      expect(power(number, 65537n, modulus)).toBe(publicPower(number, 65537n, modulus))
    }
    expect([power(5n, 0n, 7n), publicPower(5n, 1n, 7n), power(2n, 10n, 10_000n)]).toEqual([1n, 5n, 1024n])
  })
})

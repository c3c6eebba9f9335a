import { concat } from '@countersign/core/bytes'
import type { Bytes } from '@countersign/core/message'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'

/**
 * What a generator starts from (NIST SP 800-90A Rev. 1, section 10.1.2.3).
 * @example
 * ```ts
 * import { randomBytes } from 'node:crypto'
 * const seed: DrbgSeed = { entropy: new Uint8Array(randomBytes(32)), nonce: new Uint8Array(randomBytes(16)) }
 * ```
 */
export interface DrbgSeed {
  /** At least 32 bytes from a secure random source, for one use. Its length is checked; its quality cannot be. */
  readonly entropy: Bytes
  /** At least 16 bytes that were never used with this entropy: random, or time and counter. */
  readonly nonce: Bytes
  /** Anything that tells this use from others. */
  readonly personalization?: Bytes
}

/**
 * A generator of random bytes, seeded once.
 * @example const iv = (drbg: Drbg) => drbg.generate(12)
 */
export interface Drbg {
  /**
   * So many random bytes.
   * @throws {Error} on more than 65,536 bytes at a time, or after 2^48 calls without fresh entropy (table 2)
   */
  generate(length: number, additionalInput?: Bytes): Bytes
  /**
   * Mixes in fresh entropy.
   * @throws {Error} if it is shorter than 32 bytes
   */
  reseed(entropy: Bytes, additionalInput?: Bytes): void
}

const NONE = new Uint8Array(0)

/**
 * HMAC_DRBG with SHA-256 (NIST SP 800-90A Rev. 1, section 10.1.2): secure random bytes from entropy that is handed
 * in, for a tool without a random source of its own.
 * @throws {Error} if entropy or nonce is too short for a security strength of 256 bits
 * @example
 * ```ts
 * import { randomBytes } from 'node:crypto'
 * const drbg = hmacDrbg({ entropy: new Uint8Array(randomBytes(32)), nonce: new Uint8Array(randomBytes(16)) })
 * drbg.generate(12)
 * ```
 */
export function hmacDrbg({ entropy, nonce, personalization = NONE }: DrbgSeed): Drbg {
  requireBytes('entropy', entropy, 32)
  requireBytes('nonce', nonce, 16)
  let key: Bytes = new Uint8Array(32)
  let value: Bytes = new Uint8Array(32).fill(1)
  let requests = 0

  function update(provided: Bytes): void {
    for (const round of provided.length > 0 ? [0, 1] : [0]) {
      key = mac(key, concat(value, new Uint8Array([round]), provided))
      value = mac(key, value)
    }
  }

  update(concat(entropy, nonce, personalization))
  return {
    generate(length, additionalInput = NONE) {
      if (length > 65_536) throw new Error('at most 65,536 random bytes at a time')
      if (requests >= 2 ** 48) throw new Error('the random source needs new entropy')
      if (additionalInput.length > 0) update(additionalInput)
      const bytes = new Uint8Array(length)
      for (let at = 0; at < length; at += value.length) {
        value = mac(key, value)
        bytes.set(value.subarray(0, length - at), at)
      }
      update(additionalInput)
      requests++
      return bytes
    },
    reseed(fresh, additionalInput = NONE) {
      requireBytes('entropy', fresh, 32)
      update(concat(fresh, additionalInput))
      requests = 0
    },
  }
}

const mac = (key: Bytes, data: Bytes) => hmac(sha256, key, data) as Bytes

function requireBytes(what: string, bytes: Bytes, least: number): void {
  if (bytes.length < least)
    throw new Error(`the random source needs ${least} bytes of ${what}, and got ${bytes.length}`)
}

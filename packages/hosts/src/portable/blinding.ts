import type { Bytes } from '@countersign/core/message'
import { integerOf } from './integers.js'
import { inverse, publicPower } from './power.js'

/**
 * What hides a ciphertext from whoever measures how long its decryption takes: c·rᵉ is decrypted instead, and r is
 * divided out again (Kocher 1996).
 */
export interface Blinding {
  /** rᵉ */
  readonly add: bigint
  /** r⁻¹ */
  readonly remove: bigint
}

/** Blinding by a random r. */
export function newBlinding(
  modulus: bigint,
  exponent: bigint,
  size: number,
  random: (length: number) => Bytes,
): Blinding {
  const secret = integerOf(random(size)) % modulus
  const remove = inverse(secret, modulus)
  // An r without an inverse shares a prime with the modulus, or is 0: it is as rare as guessing the key.
  if (remove === undefined) throw new Error('the random source is broken')
  return { add: publicPower(secret, exponent, modulus), remove }
}

/** Blinding by r², which costs two products where a new r costs an inverse. */
export function nextBlinding({ add, remove }: Blinding, modulus: bigint): Blinding {
  return { add: (add * add) % modulus, remove: (remove * remove) % modulus }
}

import { concat } from '@countersign/core/bytes'
import type { Bytes } from '@countersign/core/message'
import { sha256 } from '@noble/hashes/sha2.js'
import { xor } from '../shared/xor.js'

const HASH = 32

/** EME-OAEP encoding with SHA-256, MGF1 with SHA-256 and an empty label (RFC 8017 section 7.1.1). */
export function oaepEncode(message: Bytes, size: number, seed: Bytes): Bytes {
  const room = size - 2 * HASH - 2 - message.length
  if (room < 0 || seed.length !== HASH) throw new Error('a message too long for the key, or a short seed')
  const block = concat(emptyHash(), new Uint8Array(room), new Uint8Array([1]), message)
  const maskedBlock = xor(block, mgf1(seed, block.length))
  const maskedSeed = xor(seed, mgf1(maskedBlock, HASH))
  return concat(new Uint8Array(1), maskedSeed, maskedBlock)
}

/**
 * EME-OAEP decoding (RFC 8017 section 7.1.2). All checks are made, in the same order and for the same bytes,
 * before the one error: what was wrong is not to be told apart (Manger's attack).
 */
export function oaepDecode(encoded: Bytes): Bytes {
  const maskedBlock = encoded.subarray(1 + HASH)
  const seed = xor(encoded.subarray(1, 1 + HASH), mgf1(maskedBlock, HASH))
  const block = xor(maskedBlock, mgf1(seed, maskedBlock.length))
  let wrong = encoded[0] ?? 1
  emptyHash().forEach((value, at) => {
    wrong |= value ^ (block[at] ?? 0)
  })
  const { start, missing } = separator(block)
  if ((wrong | missing) !== 0) throw new Error('decryption failed')
  return block.slice(start)
}

/** Where the message starts: behind the first 1 after zeros. `missing` is not 0 where another byte comes first, or none. */
function separator(block: Bytes): { start: number; missing: number } {
  let looking = 1
  let start = 0
  let other = 0
  for (let at = HASH; at < block.length; at++) {
    const value = block[at] ?? 0
    const isOne = ((value ^ 1) - 1) >>> 31
    const isZero = (value - 1) >>> 31
    start |= (at + 1) & -(looking & isOne)
    other |= looking & (isOne ^ 1) & (isZero ^ 1)
    looking &= isOne ^ 1
  }
  return { start, missing: other | looking }
}

const emptyHash = (): Bytes => sha256(new Uint8Array()) as Bytes

/** MGF1 (RFC 8017 appendix B.2.1). */
function mgf1(seed: Bytes, length: number): Bytes {
  const mask = new Uint8Array(Math.ceil(length / HASH) * HASH)
  for (let counter = 0; counter * HASH < length; counter++) {
    // No modulus is so long that its mask needs a counter beyond 255.
    mask.set(sha256(concat(seed, new Uint8Array([0, 0, 0, counter]))), counter * HASH)
  }
  return mask.subarray(0, length)
}

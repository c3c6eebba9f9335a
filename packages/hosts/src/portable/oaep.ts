import { concat } from '@countersign/core/bytes'
import type { OaepHash } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { xor } from '../shared/xor.js'

const HASHES = { 'SHA-256': sha256, 'SHA-512': sha512 } as const

/** Bytes of the random seed: as many as the hash has. */
export const seedLength = (hash: OaepHash): number => HASHES[hash].outputLen

interface Encoding {
  readonly seed: Bytes
  readonly hash: OaepHash
}

/** EME-OAEP encoding with a hash, MGF1 with the same and an empty label (RFC 8017 section 7.1.1). */
export function oaepEncode(message: Bytes, size: number, { seed, hash }: Encoding): Bytes {
  const length = seedLength(hash)
  const room = size - 2 * length - 2 - message.length
  if (room < 0 || seed.length !== length) throw new Error('a message too long for the key, or a short seed')
  const block = concat(emptyHash(hash), new Uint8Array(room), new Uint8Array([1]), message)
  const maskedBlock = xor(block, mgf1(seed, block.length, hash))
  const maskedSeed = xor(seed, mgf1(maskedBlock, length, hash))
  return concat(new Uint8Array(1), maskedSeed, maskedBlock)
}

/**
 * EME-OAEP decoding (RFC 8017 section 7.1.2). All checks are made, in the same order and for the same bytes,
 * before the one error: what was wrong is not to be told apart (Manger's attack).
 */
export function oaepDecode(encoded: Bytes, hash: OaepHash): Bytes {
  const length = seedLength(hash)
  const maskedBlock = encoded.subarray(1 + length)
  const seed = xor(encoded.subarray(1, 1 + length), mgf1(maskedBlock, length, hash))
  const block = xor(maskedBlock, mgf1(seed, maskedBlock.length, hash))
  let wrong = encoded[0] ?? 1
  emptyHash(hash).forEach((value, at) => {
    wrong |= value ^ (block[at] ?? 0)
  })
  const { start, missing } = separator(block, length)
  if ((wrong | missing) !== 0) throw new Error('decryption failed')
  return block.slice(start)
}

/** Where the message starts: behind the first 1 after zeros. `missing` is not 0 if another byte comes first, or none. */
function separator(block: Bytes, from: number): { start: number; missing: number } {
  let looking = 1
  let start = 0
  let other = 0
  for (let at = from; at < block.length; at++) {
    const value = block[at] ?? 0
    const isOne = ((value ^ 1) - 1) >>> 31
    const isZero = (value - 1) >>> 31
    start |= (at + 1) & -(looking & isOne)
    other |= looking & (isOne ^ 1) & (isZero ^ 1)
    looking &= isOne ^ 1
  }
  return { start, missing: other | looking }
}

const emptyHash = (hash: OaepHash): Bytes => HASHES[hash](new Uint8Array()) as Bytes

/** MGF1 (RFC 8017 appendix B.2.1). */
function mgf1(seed: Bytes, length: number, hash: OaepHash): Bytes {
  const size = seedLength(hash)
  const mask = new Uint8Array(Math.ceil(length / size) * size)
  for (let counter = 0; counter * size < length; counter++) {
    // No modulus is so long that its mask needs a counter beyond 255.
    mask.set(HASHES[hash](concat(seed, new Uint8Array([0, 0, 0, counter]))), counter * size)
  }
  return mask.subarray(0, length)
}

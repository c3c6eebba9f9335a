import type { ContentEncryption, SealInput, UnsealInput } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'

const KEY_BYTES: Readonly<Record<ContentEncryption, number>> = {
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
  'A128CBC-HS256': 32,
}

/**
 * Refuses a message whose parts have other lengths than their encryption says. A tag that is too short would
 * otherwise be a tag that is easy to guess.
 */
export function checkUnseal({ encryption, key, iv, tag }: UnsealInput): void {
  const long = iv.length === 16
  const ivFits = encryption === 'A128CBC-HS256' ? long : long || iv.length === 12
  check(key.length === KEY_BYTES[encryption] && ivFits && tag.length === 16)
}

/** Refuses a key that is not of 256 bits and an IV that is not of 96. */
export function checkSeal({ key, iv }: SealInput): void {
  check(key.length === 32 && iv.length === 12)
}

function check(fits: boolean): void {
  if (!fits) throw new Error('a key, IV or tag of the wrong length')
}

/** The two keys in a content key of A128CBC-HS256: first of the HMAC, then of the AES (RFC 7518 section 5.2.2.1). */
export function splitKey(key: Bytes): { mac: Bytes; aes: Bytes } {
  return { mac: key.subarray(0, 16), aes: key.subarray(16) }
}

/** AL: the length of the additional data in bits, in 64 bits, big-endian (RFC 7518 section 5.2.2.1). */
export function additionalBits(additional: Bytes): Bytes {
  const length = new Uint8Array(8)
  const view = new DataView(length.buffer)
  view.setUint32(0, Math.floor(additional.length / 0x2000_0000))
  view.setUint32(4, (additional.length % 0x2000_0000) * 8)
  return length
}

/** Whether two tags are equal, in a time that tells nothing of where they differ. */
export function sameTag(left: Bytes, right: Bytes): boolean {
  let difference = left.length ^ right.length
  for (let at = 0; at < left.length; at++) difference |= (left[at] ?? 0) ^ (right[at] ?? 0)
  return difference === 0
}

/** Ciphertext and tag one after the other, as WebCrypto and noble write and read GCM. */
export function parted(sealed: Bytes): { ciphertext: Bytes; tag: Bytes } {
  return { ciphertext: sealed.subarray(0, -16), tag: sealed.subarray(-16) }
}

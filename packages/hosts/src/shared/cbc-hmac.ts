import type { Bytes } from '@countersign/core/message'

/** The two keys in a content key of A128CBC-HS256: first of the HMAC, then of the AES (RFC 7518 section 5.2.2.1). */
export function splitKey(key: Bytes): { mac: Bytes; aes: Bytes } {
  return { mac: key.subarray(0, 16), aes: key.subarray(16) }
}

/** AL: the length of the additional data in bits, in 64 bits, big-endian (RFC 7518 section 5.2.2.1). */
export function aadBits(aad: Bytes): Bytes {
  const length = new Uint8Array(8)
  const view = new DataView(length.buffer)
  view.setUint32(0, Math.floor(aad.length / 0x2000_0000))
  view.setUint32(4, (aad.length % 0x2000_0000) * 8)
  return length
}

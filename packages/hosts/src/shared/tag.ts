import type { Bytes } from '@countersign/core/message'

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

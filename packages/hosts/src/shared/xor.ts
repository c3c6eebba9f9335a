import type { Bytes } from '@countersign/core/message'

/** Both, bit by bit; as long as the left one. */
export function xor(left: Bytes, right: Bytes): Bytes {
  return left.map((value, at) => value ^ (right[at] ?? 0))
}

import type { Bytes } from '@countersign/core/message'
import { hex } from '../shared/hex.js'

/** OS2IP (RFC 8017 section 4.2): big-endian bytes as an integer. */
export function integerOf(bytes: Bytes): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${hex(bytes)}`)
}

/** I2OSP (RFC 8017 section 4.1): an integer as so many big-endian bytes. */
export function bytesOfInteger(integer: bigint, length: number): Bytes {
  const digits = integer.toString(16).padStart(length * 2, '0')
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at++) bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16)
  return bytes
}

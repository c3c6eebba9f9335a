import type { Bytes } from '@countersign/core/message'

export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
export const unhex = (text: string) => new Uint8Array(Buffer.from(text.replace(/\s+/g, ''), 'hex'))
export const ascii = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
export const NONE: Bytes = new Uint8Array(0)

/** A copy with one bit changed. */
export function flipped(bytes: Bytes, at = 0): Bytes {
  const copy = new Uint8Array(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

import type { Bytes } from '../message.js'
import { type Der, OCTET_STRING, readAll } from '../x509/der.js'

const BIT_STRING = 0x03
const DEEPEST = 12
/** A content up to this long is a version, an exponent or an algorithm: many keys have the same. */
const SHORT = 8

/**
 * Which bytes of a key in DER are its own: not tags, lengths, object identifiers and small numbers, which keys of
 * one kind share. Undefined if the bytes are not DER.
 */
export function ownBytes(bytes: Bytes): Uint8Array | undefined {
  if (bytes[0] !== 0x30) return undefined
  const own = new Uint8Array(bytes.length)
  return mark(bytes, 0, own, 0) ? own : undefined
}

function mark(bytes: Bytes, start: number, own: Uint8Array, depth: number): boolean {
  const values = valuesIn(bytes)
  if (!values || depth > DEEPEST) return false
  let at = start
  for (const value of values) {
    markValue(value, at + value.whole.length - value.content.length, own, depth)
    at += value.whole.length
  }
  return true
}

function markValue({ tag, content }: Der, at: number, own: Uint8Array, depth: number): void {
  if (tag & 0x20 && mark(content, at, own, depth + 1)) return
  const inner = tag === BIT_STRING ? 1 : 0
  const nested = (tag === OCTET_STRING || tag === BIT_STRING) && content[inner] === 0x30
  if (nested && mark(content.slice(inner), at + inner, own, depth + 1)) return
  const padding = content[0] === 0 ? 1 : 0
  if (content.length > SHORT && tag !== 0x06) own.fill(1, at + padding, at + content.length)
}

function valuesIn(bytes: Bytes): Der[] | undefined {
  try {
    return readAll(bytes)
  } catch {
    return undefined
  }
}

import { concat } from '../bytes.js'
import type { Bytes } from '../message.js'

/** One value of DER (ITU-T X.690): its tag, its content, and the bytes it is written in. */
export interface Der {
  readonly tag: number
  readonly content: Bytes
  readonly whole: Bytes
}

export const INTEGER = 0x02
export const OCTET_STRING = 0x04
export const OID = 0x06
export const SEQUENCE = 0x30
export const SET = 0x31

/** Reads all values in `bytes`. @throws on a length that does not fit */
export function readAll(bytes: Bytes): Der[] {
  const values: Der[] = []
  for (let at = 0; at < bytes.length; ) {
    const value = readAt(bytes, at)
    values.push(value)
    at += value.whole.length
  }
  return values
}

/** Reads the one value that `bytes` are. @throws if they are not */
export function readOne(bytes: Bytes, tag: number): Der {
  const value = readAt(bytes, 0)
  if (value.whole.length !== bytes.length || value.tag !== tag)
    throw new Error('not the DER that was expected')
  return value
}

/** The values in a constructed value. */
export function children(value: Der | undefined): Der[] {
  if (!value) throw new Error('a part is missing')
  return readAll(value.content)
}

function readAt(bytes: Bytes, at: number): Der {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined) throw new Error('cut off')
  const more = first & 0x80 ? first & 0x7f : 0
  if (more > 4 || first === 0x80) throw new Error('a length that is not DER')
  let length = more === 0 ? first : 0
  for (let n = 0; n < more; n++) length = length * 256 + (bytes[at + 2 + n] ?? 0)
  const start = at + 2 + more
  if (start + length > bytes.length) throw new Error('cut off')
  return { tag, content: bytes.slice(start, start + length), whole: bytes.slice(at, start + length) }
}

/** Writes a value. */
export function write(tag: number, ...content: readonly Bytes[]): Bytes {
  const whole = concat(...content)
  return concat(new Uint8Array([tag, ...lengthOf(whole.length)]), whole)
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  const digits: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256)
  return [0x80 | digits.length, ...digits]
}

export function equal(left: Bytes, right: Bytes): boolean {
  return left.length === right.length && left.every((value, at) => value === right[at])
}

import { CountersignError } from './errors.js'
import type { Codec, HashInput } from './host.js'
import type { Bytes, Data } from './message.js'

/**
 * How many bytes this is when sent: a text is its UTF-8.
 * @example byteLength('é') // 2
 */
export function byteLength(data: Data, codec: Codec = plainCodec): number {
  if (typeof data !== 'string') return data.length
  return codec.byteLength ? codec.byteLength(data) : codec.utf8(data).length
}

/**
 * The bytes of `data`: a text is its UTF-8.
 * @example bytesOf('é') // Uint8Array(2) [ 195, 169 ]
 */
export function bytesOf(data: Data, codec: Codec = plainCodec): Bytes {
  return typeof data === 'string' ? codec.utf8(data) : data
}

/** What is hashed, as a list. */
export const partsOf = (input: HashInput): readonly Data[] =>
  typeof input === 'string' || !Array.isArray(input) ? [input as Data] : input

/**
 * The text of `data`, whose bytes are UTF-8.
 * @throws {Error} on bytes that are not UTF-8
 * @example textOf(new Uint8Array([0xc3, 0xa9])) // é
 */
export function textOf(data: Data, codec: Codec = plainCodec): string {
  return typeof data === 'string' ? data : codec.text(data)
}

type MayKnow = { isWellFormed?(): boolean }

/**
 * Whether a text has no lone surrogate, and so has a UTF-8 form. Native in every engine: a loop is slow in k6.
 * @example wellFormed('\ud800') // false
 */
export function wellFormed(text: string): boolean {
  const known = (text as MayKnow).isWellFormed?.()
  if (known !== undefined) return known
  // A host that lacks encodeURIComponent is no JavaScript; core names no global of a runtime.
  try {
    encodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/**
 * Checks that a text can be sent as UTF-8.
 * @throws {CountersignError} `invalid-body` on a lone surrogate, which no byte stands for
 * @example checkText('{"amount": 50}')
 */
export function checkText(data: Data, codec?: Codec): void {
  if (typeof data !== 'string') return
  const isWellFormed = codec?.wellFormed ? codec.wellFormed(data) : wellFormed(data)
  if (!isWellFormed) {
    throw new CountersignError(
      'invalid-body',
      'The body has half of a surrogate pair, which cannot be sent as UTF-8. Repair the text, or send bytes.',
    )
  }
}

/**
 * The bytes of all parts, one after the other.
 * @example concat(new Uint8Array([1]), new Uint8Array([2, 3])) // Uint8Array(3) [ 1, 2, 3 ]
 */
export function concat(...parts: readonly Bytes[]): Bytes {
  // By index: iterators and closures are slow in k6.
  let length = 0
  for (let n = 0; n < parts.length; n++) length += (parts[n] as Bytes).length
  const all = new Uint8Array(length)
  let at = 0
  for (let n = 0; n < parts.length; n++) {
    all.set(parts[n] as Bytes, at)
    at += (parts[n] as Bytes).length
  }
  return all
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Base64url without padding (RFC 4648 section 5). */
export function base64url(bytes: Bytes): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const triple = (byte(bytes, at) << 16) | (byte(bytes, at + 1) << 8) | byte(bytes, at + 2)
    const letters = Math.min(bytes.length - at, 3) + 1
    for (let n = 0; n < letters; n++) text += LETTERS[(triple >> (18 - 6 * n)) & 63]
  }
  return text
}

const byte = (bytes: Bytes, at: number) => bytes[at] ?? 0

/**
 * Reads base64 or base64url, padded or not (RFC 4648).
 * @throws {Error} on any other letter or length, or stray bits (section 3.5)
 * @example fromBase64('AQI') // Uint8Array(2) [ 1, 2 ]
 */
export function fromBase64(text: string): Bytes {
  const letters = text.replace(/={1,2}$/, '')
  const padded = letters.length !== text.length
  if (letters.length % 4 === 1 || (padded && text.length % 4 !== 0))
    throw new Error('not base64: wrong length')
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (let n = 0; n < letters.length; n++) {
    bits = (bits << 6) | sextet(letters.charCodeAt(n))
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[at++] = (bits >> held) & 255
      bits &= (1 << held) - 1
    }
  }
  if (bits !== 0) throw new Error('not base64: stray bits at its end')
  return bytes
}

function sextet(code: number): number {
  if (code >= 65 && code <= 90) return code - 65
  if (code >= 97 && code <= 122) return code - 71
  if (code >= 48 && code <= 57) return code + 4
  if (code === 43 || code === 45) return 62
  if (code === 47 || code === 95) return 63
  throw new Error('not base64: a letter that is not in its alphabet')
}

/** UTF-8 of a well-formed text (RFC 3629). */
export function utf8(text: string): Bytes {
  const bytes: number[] = []
  for (const letter of text) {
    const code = letter.codePointAt(0) as number
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code))
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code))
  }
  return new Uint8Array(bytes)
}

const tail = (code: number) => 0x80 | (code & 63)

/** The text of UTF-8 bytes, a byte order mark kept. @throws on invalid UTF-8 */
export function utf8Text(bytes: Bytes): string {
  let escaped = ''
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at++) {
    const value = byte(bytes, at)
    escaped += `%${value < 16 ? '0' : ''}${value.toString(16)}`
    if (escaped.length > 30_000 && (byte(bytes, at + 1) & 0xc0) !== 0x80) {
      parts.push(decodeURIComponent(escaped))
      escaped = ''
    }
  }
  return parts.join('') + decodeURIComponent(escaped)
}

/**
 * Conversions in plain JavaScript, for hosts that bring none. Hexadecimal is left out: {@link hex} and {@link fromHex}
 * have it.
 * @example plainCodec.base64url(new Uint8Array([251, 255])) // -_8
 */
export const plainCodec: Codec = { utf8, text: utf8Text, base64url, fromBase64 }

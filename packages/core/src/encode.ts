import { bytesOf, plainCodec } from './bytes.js'
import type { Codec, Host } from './host.js'
import type { Bytes, Data } from './message.js'

/**
 * Base64 with padding (RFC 4648 section 4). A text is its UTF-8.
 * @param codec the host's, which is faster than core's own
 * @example base64('id:secret') // aWQ6c2VjcmV0
 */
export function base64(data: Data, codec?: Codec): string {
  const letters = base64url(data, codec).replaceAll('-', '+').replaceAll('_', '/')
  return letters + '='.repeat(-letters.length & 3)
}

/**
 * Base64url without padding (RFC 4648 section 5). A text is its UTF-8.
 * @param codec the host's, which is faster than core's own
 * @example base64url('id:secret?') // aWQ6c2VjcmV0Pw
 */
export const base64url = (data: Data, codec: Codec = plainCodec): string =>
  codec.base64url(bytesOf(data, codec))

/**
 * Lower-case hexadecimal, two digits a byte. A text is its UTF-8.
 * @param codec the host's, which is faster than core's own
 * @example hex(new Uint8Array([0, 255])) // 00ff
 */
export function hex(data: Data, codec: Codec = plainCodec): string {
  const bytes = bytesOf(data, codec)
  if (codec.hex) return codec.hex(bytes)
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += CHUNK) parts.push(digitsOf(bytes.subarray(at, at + CHUNK)))
  return parts.join('')
}

// A text that grows by two digits at a time, over megabytes, takes an engine twenty times their memory.
const CHUNK = 8192

function digitsOf(bytes: Bytes): string {
  let text = ''
  for (const value of bytes) text += (value < 16 ? '0' : '') + value.toString(16)
  return text
}

/**
 * The bytes of hexadecimal digits of either case.
 * @throws {Error} on another character, or an odd number of digits
 * @example fromHex('00ff') // Uint8Array(2) [ 0, 255 ]
 */
export function fromHex(text: string, codec: Codec = plainCodec): Bytes {
  if (codec.fromHex) return codec.fromHex(text)
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) throw new Error('not hexadecimal')
  const bytes = new Uint8Array(text.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16)
  return bytes
}

const UNRESERVED = /^[\w.~-]*$/

/**
 * Percent-encoding of everything except the unreserved characters (RFC 3986 section 2.3), in UTF-8 and capitals, as OAuth 1.0
 * and SigV4 sign it.
 * @throws {URIError} on a lone surrogate
 * @example percentEncode('a b&c*') // a%20b%26c%2A
 */
export function percentEncode(text: string): string {
  if (UNRESERVED.test(text)) return text
  const encoded = encodeURIComponent(text)
  // Asked first: replacing takes k6 many times as long.
  return LEFT_AS_IT_IS.test(encoded) ? encoded.replace(LEFT, percent) : encoded
}

// What encodeURIComponent leaves, though it is reserved.
const LEFT_AS_IT_IS = /[!'()*]/
const LEFT = /[!'()*]/g

const percent = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`

/**
 * A time of HTTP (RFC 9110 section 5.6.7) from seconds since 1970: `Sun, 06 Nov 1994 08:49:37 GMT`. A fraction of a
 * second is cut off.
 * @example httpDate(784111777) // Sun, 06 Nov 1994 08:49:37 GMT
 */
export const httpDate = (seconds: number): string => new Date(wholeMilliseconds(seconds)).toUTCString()

/**
 * UTC in ISO 8601 from seconds since 1970: `2015-08-30T12:36:00Z`, with milliseconds if asked for. What is finer is
 * cut off.
 * @example isoDate(1440938160, true) // 2015-08-30T12:36:00.000Z
 */
export function isoDate(seconds: number, milliseconds = false): string {
  const text = new Date(milliseconds ? Math.floor(seconds * 1000) : wholeMilliseconds(seconds)).toISOString()
  return milliseconds ? text : `${text.slice(0, -5)}Z`
}

/**
 * UTC in the basic format of ISO 8601 from seconds since 1970: `20150830T123600Z`.
 * @example compactDate(1440938160) // 20150830T123600Z
 */
export const compactDate = (seconds: number): string =>
  isoDate(seconds).replaceAll('-', '').replaceAll(':', '')

const wholeMilliseconds = (seconds: number) => Math.floor(seconds) * 1000

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * A UUID of version 4 (RFC 9562 section 5.4) from the host's nonce, so it never comes again. A nonce that people set
 * is taken as it is if it is a UUID.
 * @example
 * ```ts
 * import { nodeHost } from '@countersign/hosts/node'
 * const requestId = uuid(nodeHost())
 * ```
 */
export function uuid(host: Pick<Host, 'nonce'>): string {
  const digits = host.nonce(32)
  if (UUID.test(digits)) return digits
  const variant = '89ab'[Number.parseInt(digits[16] ?? '', 16) & 3]
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
  ]
  return [...parts, digits.slice(20, 32)].join('-')
}

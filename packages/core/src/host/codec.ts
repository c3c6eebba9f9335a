import type { Bytes } from '../message.js'

/**
 * Conversions between bytes and text. Reading fails with a thrown error of any kind; core words it.
 * @example
 * ```ts
 * import { nodeCodec } from '@countersign/hosts/node'
 * const codec: Codec = { ...nodeCodec, wellFormed: (text) => !/\p{Surrogate}/u.test(text) }
 * ```
 */
export interface Codec {
  /** UTF-8 of a well-formed text. */
  utf8(text: string): Bytes
  /** The text of UTF-8 bytes; throws on invalid ones. */
  text(bytes: Bytes): string
  /** Base64url without padding (RFC 4648 section 5). */
  base64url(bytes: Bytes): string
  /** Reads base64 and base64url, padded or not; throws on other letters (RFC 4648). */
  fromBase64(text: string): Bytes
  /** Lower-case hexadecimal, if the tool has it. */
  hex?(bytes: Bytes): string
  /** Reads hexadecimal of either case, if the tool does; throws on anything else. */
  fromHex?(text: string): Bytes
  /** How many bytes of UTF-8 a well-formed text has, if the tool knows faster than by making them. */
  byteLength?(text: string): number
  /** Whether a text has no lone surrogate, if the tool knows faster than by encoding it. */
  wellFormed?(text: string): boolean
  /** Whether a text is JSON, if the tool knows faster than by parsing it. */
  isJson?(text: string): boolean
}

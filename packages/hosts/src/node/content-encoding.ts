import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Bytes } from '@countersign/core/message'

const DECODERS: Readonly<Record<string, typeof gunzipSync | undefined>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
}

/**
 * A body with its content encoding undone (RFC 9110 section 8.4), last one first: gzip, deflate, br.
 * @param encodings the value of Content-Encoding
 * @param maxBytes the most bytes that it may have at any step
 * @throws {Error} on another encoding, garbage, or more bytes; its message is the reason, for people
 * @example
 * ```ts
 * import { gzipSync } from 'node:zlib'
 * decoded(gzipSync('{}'), 'gzip', 1024).length // 2
 * ```
 */
export function decoded(body: Buffer, encodings = '', maxBytes: number): Bytes {
  const names = encodings
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  return names.reduceRight((bytes, name) => undo(bytes, name, maxBytes), body) as Bytes
}

function undo(body: Buffer, name: string, maxBytes: number): Buffer {
  if (name === '' || name === 'identity' || body.length === 0) return body
  const decode = DECODERS[name]
  if (!decode) throw new Error(`the response has the content encoding ${name}, which cannot be read`)
  try {
    return decode(body, { maxOutputLength: maxBytes })
  } catch {
    throw new Error(`the response does not unpack (${name}), or is larger than ${maxBytes} bytes`)
  }
}

import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { type Header, headerValue } from '@countersign/core'
import { CaptureError } from './captured.js'

/** The most that a compressed body may unpack to. */
const MOST_BODY = 64 * 1024 * 1024

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** What `Content-Encoding` compressed, unpacked; gzip also without the header. Anything else stays as it is. */
export function contentOf(body: Buffer, headers: readonly Header[]): Buffer {
  const encoding = headerValue(headers, 'Content-Encoding')?.trim().toLowerCase()
  if (isGzip(body)) return unpacked(() => gunzipped(body, MOST_BODY), body)
  if (encoding === 'br') return unpacked(() => brotliDecompressSync(body, LIMIT), body)
  return encoding === 'deflate' ? unpacked(() => inflateSync(body, LIMIT), body) : body
}

const LIMIT = { maxOutputLength: MOST_BODY }

/**
 * Unpacks gzip. It ends with the size of its content (RFC 1952 section 2.3.1), so that memory is taken once; one that
 * is larger, as several in one file are, may have a quarter of the limit.
 * @throws with the code `ERR_BUFFER_TOO_LARGE` on more than `most` bytes, or another on what is not gzip
 */
export function gunzipped(bytes: Buffer, most: number): Buffer {
  const size = bytes.length >= 18 ? bytes.readUInt32LE(bytes.length - 4) : 0
  try {
    const maxOutputLength = Math.max(Math.min(size, most), 1)
    return gunzipSync(bytes, { maxOutputLength, chunkSize: Math.max(maxOutputLength + 1, 64) })
  } catch (thrown) {
    const isLarger = (thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' && size <= most
    if (!isLarger) throw thrown
    return gunzipSync(bytes, { maxOutputLength: Math.floor(most / 4) })
  }
}

/** @throws {CaptureError} on more than is read; a body that only says that it is compressed stays as it is */
function unpacked(unpack: () => Buffer, body: Buffer): Buffer {
  try {
    return unpack()
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return body
    throw new CaptureError('Its body unpacks to more than 64 MB.')
  }
}

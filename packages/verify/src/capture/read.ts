import { gunzipSync } from 'node:zlib'
import { type Captured, CaptureError, checkCount } from './captured.js'
import { looksLikeCurl, readCurl } from './curl.js'
import { readHar } from './har.js'
import { looksLikeHttp, readHttp } from './http.js'

/** The most that is read of a file, and the most that it may unpack to. */
export const MOST_BYTES = 256 * 1024 * 1024

/**
 * The requests in a file, in the format that the content shows: a HAR, curl command lines, or raw HTTP; gzip is unpacked.
 * @throws {CaptureError} if it holds none, with what to do
 */
export function readCaptures(file: Buffer): Captured[] {
  const bytes = plainBytes(file)
  if (/^\s*$/.test(bytes.toString('latin1', 0, 4096)) && bytes.every((value) => value <= 32))
    throw new CaptureError('It is empty.')
  const captures = read(bytes)
  checkCount(captures.length)
  if (captures.length === 0) throw new CaptureError('It holds no request.')
  return captures
}

function read(bytes: Buffer): Captured[] {
  const start = bytes.toString('latin1', 0, 10_000)
  if (/^\s*\{/.test(start) && !/^\s*\{\{/.test(start)) return readHar(bytes.toString())
  if (looksLikeCurl(start)) return readCurl(bytes.toString('latin1'))
  if (looksLikeHttp(bytes)) return readHttp(bytes)
  throw new CaptureError(unknown(start))
}

function unknown(start: string): string {
  const forms = 'Give a raw HTTP request, a HAR file or a curl command'
  if (/invoke-(webrequest|restmethod)/i.test(start))
    return `It is PowerShell. ${forms}: copy it as cURL (bash).`
  if (/^HTTP\/\d/.test(start)) return `It is a response without its request. ${forms}.`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell binary from text
  if (/[\u0000-\u0008\u000e-\u001f]/.test(start)) return `It is binary. ${forms}.`
  return `The format is unknown. ${forms}.`
}

/** The content of a file: gzip unpacked, a byte order mark removed, UTF-16 (as PowerShell writes) decoded. */
export function plainBytes(file: Buffer): Buffer {
  const bytes = file[0] === 0x1f && file[1] === 0x8b ? unzipped(file) : file
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(bytes.subarray(2).toString('utf16le'))
  return bytes
}

function unzipped(file: Buffer): Buffer {
  try {
    return gunzipSync(file, { maxOutputLength: MOST_BYTES })
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    const why =
      code === 'ERR_BUFFER_TOO_LARGE'
        ? 'unpacks to more than 256 MB'
        : 'cannot be unpacked; it may be cut off'
    throw new CaptureError(`It is gzip, and ${why}.`)
  }
}

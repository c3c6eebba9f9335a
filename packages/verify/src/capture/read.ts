import { type Captured, CaptureError, checkCount } from './captured.js'
import { gunzipped, isGzip } from './content.js'
import { looksLikeCurl, readCurl } from './curl.js'
import { looksLikeCurlVerbose, readCurlVerbose } from './curl-verbose.js'
import { looksLikeFetch, readFetch } from './fetch.js'
import { readHar } from './har.js'
import { looksLikeHttp, readHttp } from './http.js'
import type { UrlScheme } from './http-url.js'
import { asPrinted } from './redirected.js'

/** The most that is read of a file. */
export const MOST_BYTES = 256 * 1024 * 1024

/** What is known of a file besides its content. */
export interface CaptureOptions {
  /** How raw requests went whose first line does not say it; by default either one counts. */
  readonly scheme?: UrlScheme
}

/**
 * The requests in a file, in the format that the content shows: a HAR, curl command lines, "Copy as fetch", or raw
 * HTTP; gzip is unpacked.
 * @throws {CaptureError} if it holds none, with what to do
 */
export function readCaptures(file: Buffer, options: CaptureOptions = {}): Captured[] {
  const bytes = plainBytes(file)
  if (bytes.every((value) => value <= 32)) throw new CaptureError('It is empty.')
  const captures = read(bytes, options, isUtf16(file))
  checkCount(captures.length)
  if (captures.length === 0) throw new CaptureError('It holds no request.')
  return captures
}

const MOST_SCRIPT = 32 * 1024 * 1024

function read(bytes: Buffer, { scheme }: CaptureOptions, isPrinted: boolean): Captured[] {
  const start = bytes.toString('latin1', 0, 10_000)
  const [first = ''] = start.trimStart()
  if (first === '{' && !start.trimStart().startsWith('{{')) return readHar(bytes)
  if (looksLikeCurl(start)) return readCurl(bytes.toString('latin1', 0, MOST_SCRIPT + 1))
  if (looksLikeCurlVerbose(start)) return readCurlVerbose(bytes.toString('latin1', 0, MOST_SCRIPT), scheme)
  if (looksLikeFetch(start) && bytes.length <= MOST_SCRIPT) return readFetch(bytes.toString())
  if (looksLikeHttp(bytes)) return readHttp(bytes, scheme).map(isPrinted ? asPrinted : (one) => one)
  throw new CaptureError(unknown(start))
}

function unknown(start: string): string {
  const forms = 'Give a raw HTTP request, a HAR file or a curl command'
  if (/invoke-(?:webrequest|restmethod)/i.test(start))
    return `It is PowerShell. ${forms}: copy it as cURL (bash).`
  if (/\bfetch\(|XMLHttpRequest/.test(start)) return `It is JavaScript. ${forms}: copy it as cURL (bash).`
  if (/\bsource=http-debug\b|^INFO\[\d{1,6}\] Request:/m.test(start))
    return `It is the log of k6. Give the request alone as raw HTTP: from METHOD /path HTTP/1.1 to the end of its body, with line ends in place of \\r\\n.`
  if (/^HTTP\/\d/.test(start)) return `It is a response without its request. ${forms}.`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell binary from text
  if (/[\u0000-\u0008\u000e-\u001f]/.test(start)) return `It is binary. ${forms}.`
  return `The format is unknown. ${forms}.`
}

/** The content of a file: gzip unpacked, a byte order mark removed, UTF-16 (as PowerShell writes) decoded. */
export function plainBytes(file: Buffer): Buffer {
  const bytes = isGzip(file) ? unzipped(file) : file
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3)
  if (isUtf16(bytes)) return fromUtf16(bytes.subarray(2))
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return fromUtf16(Buffer.from(bytes.subarray(2)).swap16())
  return bytes
}

/** Little-endian with its mark, as Windows writes it. */
const isUtf16 = ([first, second]: Buffer) => first === 0xff && second === 0xfe

function fromUtf16(bytes: Buffer): Buffer {
  if (bytes.length > MOST_SCRIPT) throw new CaptureError('It is UTF-16 of more than 32 MB. Save it as UTF-8.')
  return Buffer.from(bytes.toString('utf16le'))
}

function unzipped(file: Buffer): Buffer {
  try {
    return gunzipped(file, MOST_BYTES)
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    const why =
      code === 'ERR_BUFFER_TOO_LARGE'
        ? 'unpacks to more than 256 MB'
        : 'cannot be unpacked; it may be cut off'
    throw new CaptureError(`It is gzip, and ${why}.`)
  }
}

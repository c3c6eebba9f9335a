import type { Bytes, Header, Response } from '@countersign/core'
import { type Captured, CaptureError, checkCount, dateClock } from './captured.js'
import { readBody } from './http-body.js'
import { readHead, startsRequest } from './http-head.js'
import type { UrlScheme } from './http-url.js'
import { lineAt, nextSeparator } from './lines.js'

const SKIPPED = /^(?:###|\s{0,200}(?:#|\/\/)|@[\w.-]{1,100}\s{0,80}=)/
// All requests of a file together; of one response, by bytes.
const MOST_HEADERS = 1_500_000
const MOST_HEAD = 1024 * 1024
const STATUS = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})/

/** Whether this is a raw request, or several: the first line that counts starts one. */
export function looksLikeHttp(bytes: Buffer): boolean {
  const at = skipped(bytes, 0)
  return at < bytes.length && startsRequest(lineAt(bytes.subarray(0, at + 65_536), at).text)
}

/**
 * Reads raw requests, separated by `###`. A response after a request belongs to it. `scheme` is that of requests that
 * do not say theirs. @throws {CaptureError}
 */
export function readHttp(bytes: Buffer, scheme?: UrlScheme): Captured[] {
  const found: Captured[] = []
  let [at, headers] = [skipped(bytes, 0), 0]
  while (at < bytes.length) {
    const status = STATUS.exec(lineAt(bytes, at).text)?.[1]
    const last = found.at(-1)
    if (status && last) {
      const { response, next } = readResponse(bytes, at, Number(status))
      found[found.length - 1] = withResponse(last, response)
      at = skipped(bytes, next)
      continue
    }
    const { captured, next } = readRequest(bytes, at, `request ${found.length + 1}`, scheme)
    found.push(captured)
    checkCount(found.length)
    headers += captured.request.headers.length
    if (headers > MOST_HEADERS)
      throw new CaptureError(`It holds more than ${MOST_HEADERS} headers, too many at once. Split it.`)
    at = next
  }
  return found
}

function readRequest(
  bytes: Buffer,
  at: number,
  label: string,
  scheme?: UrlScheme,
): { captured: Captured; next: number } {
  const { method, url, otherUrl, headers, bodyAt, notes } = readHead(bytes, at, label, scheme)
  const body = readBody(bytes, bodyAt, headers)
  const { next, left } = follow(bytes, body.next)
  const beyond = left === 0 ? [] : [`${left} bytes follow the body, beyond its length`]
  const captured = {
    label,
    request: { method, url, headers, body: body.body as Bytes },
    clocks: dateClock(headers, 'its Date'),
    notes: [...notes, ...body.notes, ...beyond],
  }
  return { captured: otherUrl === undefined ? captured : withOther(captured, otherUrl), next }
}

/** A request with its other reading: the scheme is part of what some sign. */
function withOther(captured: Captured, url: string): Captured {
  const note = `read as ${url.slice(0, url.indexOf(':'))}, which fits what was signed: the request line says neither http nor https`
  const other = { ...captured, request: { ...captured.request, url }, notes: [...captured.notes, note] }
  return { ...captured, alternatives: [other] }
}

/** Where the next message starts, and how much is left over before the next separator. */
function follow(bytes: Buffer, from: number): { next: number; left: number } {
  const at = skipped(bytes, from)
  if (at >= bytes.length) return { next: at, left: 0 }
  const { text } = lineAt(bytes, at)
  if (bytes[at - 1] === 10 && (startsRequest(text) || STATUS.test(text))) return { next: at, left: 0 }
  if (nextSeparator(bytes, from) < at) return { next: at, left: 0 }
  const separator = nextSeparator(bytes, at)
  return { next: skipped(bytes, separator), left: separator - from }
}

function skipped(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length) {
    const { text, next } = lineAt(bytes, at)
    if (text.trim() !== '' && !SKIPPED.test(text)) break
    at = next
  }
  return at
}

interface RawResponse extends Response {
  readonly headers: readonly Header[]
}

/** Reads a response: status line, headers, body. */
export function readResponse(
  bytes: Buffer,
  at: number,
  status: number,
): { response: RawResponse; bodyAt: number; next: number } {
  let bodyAt = lineAt(bytes, at).next
  const headers: Header[] = []
  while (bodyAt < bytes.length) {
    const { text, next } = lineAt(bytes, bodyAt)
    bodyAt = next
    if (text === '') break
    if (bodyAt - at > MOST_HEAD) throw new CaptureError('The headers of its response are longer than 1 MB.')
    const colon = text.indexOf(':')
    if (colon > 0) headers.push([text.slice(0, colon).trim(), text.slice(colon + 1).trim()])
  }
  const { body, next } = readBody(bytes, bodyAt, headers)
  return { response: { status, headers, body: body as Bytes }, bodyAt, next }
}

function withResponse(captured: Captured, response: RawResponse): Captured {
  const clocks = [...captured.clocks, ...dateClock(response.headers, 'the Date of the response')]
  const { alternatives } = captured
  return {
    ...captured,
    clocks,
    response: () => response,
    ...(alternatives && { alternatives: alternatives.map((one) => withResponse(one, response)) }),
  }
}

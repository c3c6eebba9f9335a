import { type Header, headerValue } from '@countersign/core'
import { lineAt, nextSeparator, withoutLineEnd } from './lines.js'

export interface HttpBody {
  readonly body: Buffer
  /** Where the rest starts. */
  readonly next: number
  readonly notes: readonly string[]
}

/**
 * The body that starts at `at`: chunked, as long as Content-Length says, or, without either, up to the next `###`
 * (the line end before it is the separator's own) or the end of the file.
 */
export function readBody(bytes: Buffer, at: number, headers: readonly Header[]): HttpBody {
  if (/\bchunked\b/i.test(headerValue(headers, 'Transfer-Encoding') ?? '')) return chunked(bytes, at)
  const length = headerValue(headers, 'Content-Length')
  if (length !== undefined && /^\d{1,12}$/.test(length)) return counted(bytes, at, Number(length))
  const end = nextSeparator(bytes, at)
  const rest = bytes.subarray(at, end)
  const body = end < bytes.length ? withoutLineEnd(rest) : rest
  return { body: blank(body) ? EMPTY : body, next: end, notes: [] }
}

const EMPTY = Buffer.alloc(0)
const blank = (bytes: Buffer) => bytes.every((value) => value === 10 || value === 13)

function counted(bytes: Buffer, at: number, length: number): HttpBody {
  const end = at + length
  if (end <= bytes.length) return { body: bytes.subarray(at, end), next: end, notes: [] }
  const stop = nextSeparator(bytes, at)
  const rest = bytes.subarray(at, stop)
  const body = stop < bytes.length ? withoutLineEnd(rest) : rest
  const notes = [
    `the body is cut off or its line ends were changed: Content-Length says ${length} bytes, found ${body.length}`,
  ]
  return { body, next: stop, notes }
}

/** RFC 9112 section 7.1. */
function chunked(bytes: Buffer, start: number): HttpBody {
  const chunks: Buffer[] = []
  let at = start
  while (at < bytes.length) {
    const { text, next } = lineAt(bytes, at)
    const [, digits] = /^([0-9a-f]{1,8})[ \t]*(;.*)?$/i.exec(text) ?? []
    if (digits === undefined) break
    const size = Number.parseInt(digits, 16)
    if (size === 0) return { body: Buffer.concat(chunks), next: afterTrailers(bytes, next), notes: [] }
    if (next + size > bytes.length) {
      chunks.push(bytes.subarray(next))
      at = bytes.length
      break
    }
    chunks.push(bytes.subarray(next, next + size))
    at = lineAt(bytes, next + size).next
  }
  return {
    body: Buffer.concat(chunks),
    next: at,
    notes: ['the chunked body is cut off before its last chunk'],
  }
}

function afterTrailers(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length) {
    const { text, next } = lineAt(bytes, at)
    if (text.startsWith('###')) return at
    at = next
    if (text === '') break
  }
  return at
}

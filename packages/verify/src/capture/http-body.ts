import { type Header, headerValue } from '@countersign/core'
import { CaptureError } from './captured.js'
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

const MOST_CHUNKS = 1_000_000
const MOST_CHUNKED = 100 * 1024 * 1024

/** RFC 9112 section 7.1. @throws {CaptureError} on more than is put together */
function chunked(bytes: Buffer, start: number): HttpBody {
  const starts: number[] = []
  const ends: number[] = []
  let [at, total] = [start, 0]
  while (at < bytes.length) {
    const { text, next } = lineAt(bytes, at)
    const size = chunkSize(text)
    if (size === undefined) break
    if (size === 0) return { body: joined(bytes, starts, ends), next: afterTrailers(bytes, next), notes: [] }
    const end = Math.min(next + size, bytes.length)
    starts.push(next)
    ends.push(end)
    total += end - next
    if (starts.length > MOST_CHUNKS || total > MOST_CHUNKED)
      throw new CaptureError('It holds a chunked body of more than 100 MB or a million chunks.')
    at = end === bytes.length ? end : lineAt(bytes, end).next
  }
  const notes = ['the chunked body is cut off before its last chunk']
  return { body: joined(bytes, starts, ends), next: at, notes }
}

function chunkSize(line: string): number | undefined {
  const [, digits] = /^([0-9a-f]{1,8})[ \t]{0,20}(?:;|$)/i.exec(line) ?? []
  return digits === undefined ? undefined : Number.parseInt(digits, 16)
}

function joined(bytes: Buffer, starts: readonly number[], ends: readonly number[]): Buffer {
  const all = Buffer.allocUnsafe(starts.reduce((sum, from, n) => sum + (ends[n] ?? from) - from, 0))
  let at = 0
  for (const [n, from] of starts.entries()) at += bytes.copy(all, at, from, ends[n])
  return all
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

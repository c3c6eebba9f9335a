import type { Bytes, Header, Response } from '@countersign/core'
import { type Captured, checkCount, dateClock } from './captured.js'
import { readBody } from './http-body.js'
import { readHead, startsRequest } from './http-head.js'
import { lineAt, nextSeparator } from './lines.js'

const SKIPPED = /^\s*$|^###|^\s*(#|\/\/)|^@[\w.-]+\s*=/
const STATUS = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})/

/** Whether this is a raw request, or several: the first line that counts starts one. */
export function looksLikeHttp(bytes: Buffer): boolean {
  const at = skipped(bytes, 0)
  return at < bytes.length && startsRequest(lineAt(bytes.subarray(0, at + 65_536), at).text)
}

/** Reads raw requests, parted by `###`. An answer beside a request is its answer. @throws {CaptureError} */
export function readHttp(bytes: Buffer): Captured[] {
  const found: Captured[] = []
  let at = skipped(bytes, 0)
  while (at < bytes.length) {
    const status = STATUS.exec(lineAt(bytes, at).text)?.[1]
    const last = found.at(-1)
    if (status && last) {
      const { answer, next } = readAnswer(bytes, at, Number(status))
      found[found.length - 1] = answered(last, answer)
      at = skipped(bytes, next)
      continue
    }
    const { captured, next } = readRequest(bytes, at, `request ${found.length + 1}`)
    found.push(captured)
    checkCount(found.length)
    at = next
  }
  return found
}

function readRequest(bytes: Buffer, at: number, label: string): { captured: Captured; next: number } {
  const { method, url, headers, bodyAt, seen } = readHead(bytes, at, label)
  const body = readBody(bytes, bodyAt, headers)
  const { next, left } = follow(bytes, body.next)
  const beyond = left === 0 ? [] : [`${left} bytes stand after the body, which its length leaves out`]
  const captured = {
    label,
    request: { method, url, headers, body: body.body as Bytes },
    clocks: dateClock(headers, 'its Date'),
    seen: [...seen, ...body.seen, ...beyond],
  }
  return { captured, next }
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
    if (!SKIPPED.test(text.slice(0, 200))) break
    at = next
  }
  return at
}

interface RawAnswer extends Response {
  readonly headers: readonly Header[]
}

/** Reads an answer: status line, headers, body. */
export function readAnswer(bytes: Buffer, at: number, status: number): { answer: RawAnswer; next: number } {
  let cursor = lineAt(bytes, at).next
  const headers: Header[] = []
  while (cursor < bytes.length) {
    const { text, next } = lineAt(bytes, cursor)
    cursor = next
    if (text === '') break
    const colon = text.indexOf(':')
    if (colon > 0) headers.push([text.slice(0, colon).trim(), text.slice(colon + 1).trim()])
  }
  const { body, next } = readBody(bytes, cursor, headers)
  return { answer: { status, headers, body: body as Bytes }, next }
}

function answered(captured: Captured, answer: RawAnswer): Captured {
  const clocks = [...captured.clocks, ...dateClock(answer.headers, 'the Date of the answer')]
  return { ...captured, clocks, answer: () => answer }
}

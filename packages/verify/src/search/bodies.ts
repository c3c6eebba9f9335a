import { gunzipSync } from 'node:zlib'
import type { Request } from '@countersign/core'
import type { Neighbour } from '../neighbours.js'
import { formBodies } from './form-bodies.js'
import { jsonBodies } from './json-bodies.js'
import { jsonTwice } from './json-twice.js'
import type { Body } from './mistake.js'
import { shellBodies } from './shell-bodies.js'
import { templateBodies } from './template-bodies.js'

export interface BodySource {
  readonly request: Request
  readonly body: Buffer
  /** The other requests in the file. */
  readonly others: () => readonly Neighbour[]
  /** Values of variables by their name. */
  readonly variable: (name: string) => string | undefined
}

/** What to do if another request was signed. */
export const AFRESH = 'Sign each request afresh.'
const SENT = 'Sign the bytes that are sent, after the last change to them.'
const of = (body: Buffer | string, when: string, advice = SENT): Body => ({
  body: typeof body === 'string' ? Buffer.from(body) : body,
  when,
  advice,
})

/** What people sign in place of the body that they send, the likeliest first. Each is made on demand. */
export function* bodies(source: BodySource): Generator<Body> {
  const seen = new Set<string>()
  for (const one of all(source)) {
    if (one.body.equals(source.body)) continue
    // There are few long bodies: they are not compared, so that no copy of them is kept.
    const name = one.body.length > 65_536 ? undefined : one.body.toString('latin1')
    if (name !== undefined && seen.has(name)) continue
    if (name !== undefined) seen.add(name)
    yield one
  }
}

function* all(source: BodySource): Generator<Body> {
  const { body } = source
  yield* ends(body)
  yield of('', 'the body is empty')
  yield* lineEnds(body)
  yield* marks(body)
  yield* unpacked(body)
  if (body.length <= MOST_TEXT) {
    yield* replaced(body)
    yield* templateBodies(body, source.variable)
    yield* jsonBodies(body)
    yield* formBodies(body)
    yield* shellBodies(body)
    yield* encodings(body)
    yield* stringified(body)
  }
  if (body.length === 0) yield* placeholders()
  yield* urlBodies(source.request)
  for (const { label, body: other, request } of source.others())
    if (other.length > 0) yield { ...of(other, `the body is that of ${label}`, AFRESH), request }
}

/** Longer bodies are not rewritten as JSON or text. */
export const MOST_TEXT = 1_000_000

// Of longer bodies no copies are made.
const MOST_COPIED = 64_000_000

function* ends(body: Buffer): Generator<Body> {
  const text = (length: number) => body.subarray(body.length - length).toString('latin1')
  if (text(2) === '\r\n') yield of(body.subarray(0, -2), 'the body has no trailing CRLF')
  else if (text(1) === '\n') yield of(body.subarray(0, -1), 'the body has no trailing newline')
  if (body.length > MOST_COPIED) return
  yield of(Buffer.concat([body, Buffer.from('\n')]), 'the body has a trailing newline')
  yield of(Buffer.concat([body, Buffer.from('\r\n')]), 'the body has a trailing CRLF')
  const start = body.findIndex((value) => value > 32)
  let end = body.length - 1
  while (end > start && (body[end] ?? 0) <= 32) end--
  if (start >= 0) yield of(body.subarray(start, end + 1), 'the body has no white space around it')
}

function* lineEnds(body: Buffer): Generator<Body> {
  if (body.length > 16 * MOST_TEXT || (!body.includes(10) && !body.includes(13))) return
  const text = body.toString('latin1')
  const lf = text.replace(/\r\n/g, '\n')
  const crlf = lf.replace(/\n/g, '\r\n')
  if (lf !== text) yield of(Buffer.from(lf, 'latin1'), 'the lines of the body end in LF instead of CRLF')
  if (crlf !== text) yield of(Buffer.from(crlf, 'latin1'), 'the lines of the body end in CRLF instead of LF')
  if (lf !== text && lf.endsWith('\n'))
    yield of(
      Buffer.from(lf.replace(/\n$/, ''), 'latin1'),
      'the lines of the body end in LF, and there is no trailing newline',
    )
  yield of(Buffer.from(text.replace(/[\r\n]+/g, ''), 'latin1'), 'the body has no line ends')
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf])

function* marks(body: Buffer): Generator<Body> {
  if (body.subarray(0, 3).equals(BOM)) yield of(body.subarray(3), 'the body has no byte order mark')
  else if (body.length <= MOST_COPIED) yield of(Buffer.concat([BOM, body]), 'the body has a byte order mark')
}

function* unpacked(body: Buffer): Generator<Body> {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return
  try {
    yield of(gunzipSync(body, { maxOutputLength: 32 * MOST_TEXT }), 'the body is not yet compressed')
  } catch {
    // It only starts like gzip.
  }
}

/** What a reader of UTF-8 makes of bytes that are not. */
function* replaced(body: Buffer): Generator<Body> {
  const text = Buffer.from(body.toString('utf8'))
  if (!text.equals(body))
    yield of(
      text,
      'the body is read as UTF-8, which it is not: \ufffd is in place of what cannot be read',
      'Encode the body in UTF-8, and sign the bytes that are sent.',
    )
}

function* encodings(body: Buffer): Generator<Body> {
  const text = body.toString('utf8')
  const utf8 = Buffer.from(text).equals(body)
  if (!utf8) yield of(Buffer.from(body.toString('latin1')), 'the body is in UTF-8 instead of Latin-1')
  if (!utf8 || /^[\0-\u007f]*$/.test(text)) return
  yield of(Buffer.from(text, 'latin1'), 'the body is in Latin-1 instead of UTF-8')
  yield of(Buffer.from(body.toString('latin1')), 'the body is encoded in UTF-8 twice')
  yield of(text.normalize('NFC'), 'the characters of the body are composed (NFC)')
  yield of(text.normalize('NFD'), 'the characters of the body are decomposed (NFD)')
  yield of(text.replace(/[^\0-\u007f]/g, '?'), 'non-ASCII characters are question marks in the body')
}

function* stringified(body: Buffer): Generator<Body> {
  const text = body.toString('utf8')
  yield* jsonTwice(text)
  yield of(body.toString('base64'), 'the body is in base64')
  yield of(Buffer.from(text, 'utf16le'), 'the body is in UTF-16')
  yield of('[object Object]', 'the body is the text "[object Object]": an object that was not made JSON')
  const inner = parsed(text)
  if (typeof inner === 'string') yield of(inner, 'the body is not made a JSON string again')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function* placeholders(): Generator<Body> {
  for (const text of ['{}', 'null', '""', 'undefined', 'None', '[]', ' '])
    yield of(
      text,
      `the body is ${JSON.stringify(text)}, though nothing is sent`,
      'Nothing is sent: sign an empty body.',
    )
}

function* urlBodies({ url, method }: Request): Generator<Body> {
  const [, origin = '', path = '', query = ''] = /^([a-z]+:\/\/[^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(url) ?? []
  const advice = 'Sign only the body.'
  yield of(path, 'the path is in place of the body', advice)
  yield of(path + query, 'path and query are in place of the body', advice)
  yield of(query.slice(1), 'the query is in place of the body', advice)
  yield of(origin + path + query, 'the URL is in place of the body', advice)
  yield of(method + path + query, 'method and path are in place of the body', advice)
}

import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { type Bytes, CountersignError, type Header, type Signer } from '@countersign/core'
import { decoded } from '@countersign/hosts/node'
import type { Beginning } from './beginning.js'
import { endToEnd, valuesOf } from './headers.js'
import { MAX_OPENED } from './options.js'
import { Problem } from './problem.js'
import type { Route } from './target.js'
import type { Incoming } from './upstream.js'

interface GivingBack {
  readonly route: Route
  readonly signer: Signer
  readonly cors: readonly Header[]
  /** Sees what the client gets, if somebody looks. */
  readonly seen: Beginning | undefined
}

/** Gives a response back: as it came, or opened if it was sealed. @throws {Problem} 502 if it cannot be opened */
export async function giveBack(
  incoming: Incoming,
  url: string,
  { route, signer, cors, seen }: GivingBack,
  response: ServerResponse,
): Promise<void> {
  if (hasNoBody(incoming, response)) return bare(incoming, cors, response)
  if (!route.provider.open || !mayBeSealed(incoming)) return stream(incoming, cors, response, seen)
  const body = await whole(incoming)
  const opened = await open(incoming, body, url, signer)
  const changed = opened !== undefined
  const headers = endToEnd(incoming.headers, changed ? REWRITTEN : LENGTH)
  const bytes = opened ?? body
  writeHead(incoming, [...headers, ['Content-Length', `${bytes.length}`]], cors, response)
  seen?.note(asBytes(bytes), changed)
  response.end(bytes)
}

const REWRITTEN = new Set([
  'content-length',
  'content-encoding',
  'content-md5',
  'digest',
  'content-digest',
  'etag',
])
const LENGTH = new Set(['content-length'])

/** Whatever its headers say of a length (RFC 9112 section 6.3). */
const hasNoBody = ({ status }: Incoming, { req }: ServerResponse) =>
  req.method === 'HEAD' || status === 204 || status === 304

function bare(incoming: Incoming, cors: readonly Header[], response: ServerResponse): void {
  // undici takes the length in a 304 for that of a body, and misses it.
  incoming.body.dump().catch(() => {})
  writeHead(
    incoming,
    endToEnd(incoming.headers, incoming.status === 204 ? LENGTH : undefined),
    cors,
    response,
  )
  response.end()
}

/** A sealed body is JSON or a JWE; a download is neither, and is not held; nor is a stream of events. */
function mayBeSealed({ headers }: Incoming): boolean {
  const [type = ''] = valuesOf(headers, 'content-type')
  if (/^\s*text\/event-stream\b/i.test(type)) return false
  return type === '' || /\b(?:json|jose|text)\b/i.test(type)
}

async function whole({ body }: Incoming): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of body) {
    total += chunk.length
    if (total > MAX_OPENED) throw notOpened(`it is larger than ${MAX_OPENED} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function open(
  { status, headers }: Incoming,
  body: Buffer,
  url: string,
  signer: Signer,
): Promise<Bytes | undefined> {
  if (body.length === 0) return undefined
  try {
    const bytes = decoded(body, valuesOf(headers, 'content-encoding').join(), MAX_OPENED)
    return (await signer.open(url, { status, headers, body: bytes })).body
  } catch (thrown) {
    throw notOpened((thrown as Error).message, thrown)
  }
}

function notOpened(reason: string, thrown?: unknown): Problem {
  const code = thrown instanceof CountersignError ? { code: thrown.code } : {}
  return new Problem({ status: 502, title: 'The response cannot be opened', detail: reason, ...code })
}

const asBytes = (bytes: Bytes | Buffer): Uint8Array =>
  typeof bytes === 'string' ? Buffer.from(bytes) : bytes

async function stream(
  incoming: Incoming,
  cors: readonly Header[],
  response: ServerResponse,
  seen: Beginning | undefined,
): Promise<void> {
  writeHead(incoming, [...endToEnd(incoming.headers), ...trailerOf(incoming, response)], cors, response)
  try {
    const { body } = incoming
    if (seen) await pipeline(seen.through(body), response, { end: false })
    else await pipeline(body, response, { end: false })
  } catch (thrown) {
    response.destroy()
    throw thrown
  }
  const { trailers } = incoming
  if (Object.keys(trailers).length > 0) response.addTrailers(trailers as Record<string, string>)
  response.end()
}

/** Trailers are announced (RFC 9110 section 6.6.2), if the response is sent in chunks: nothing else carries them. */
const trailerOf = ({ headers }: Incoming, { req }: ServerResponse): Header[] =>
  req.httpVersion === '1.1' && valuesOf(headers, 'content-length').length === 0
    ? valuesOf(headers, 'trailer').map((value) => ['Trailer', value])
    : []

function writeHead(
  { status, reason }: Incoming,
  headers: readonly Header[],
  cors: readonly Header[],
  response: ServerResponse,
): void {
  response.sendDate = false
  // The rest of a request that is still under way is not read.
  if (!response.req.complete) response.shouldKeepAlive = false
  // For a page that may call, what the provider says of its own pages would be a second word on it.
  const own = cors.length > 0 ? headers.filter(([name]) => !/^access-control-/i.test(name)) : headers
  response.writeHead(status, latin1(reason), [...own, ...cors].flat() as never)
}

/** A reason as its bytes came, which undici has read as UTF-8; none if they were not, or cannot be sent. */
function latin1(reason: string): string {
  const text = Buffer.from(reason).toString('latin1')
  return reason.includes('\ufffd') || /[^\t\x20-\x7e\x80-\xff]/.test(text) ? '' : text
}

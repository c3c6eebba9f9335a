import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { type Bytes, CountersignError, type Header, type Signer } from '@countersign/core'
import { decoded } from '@countersign/hosts/node'
import { endToEnd, valuesOf } from './headers.js'
import { MAX_OPENED } from './options.js'
import { Problem } from './problem.js'
import type { Route } from './target.js'
import type { Incoming } from './upstream.js'

/** Gives a response back: as it came, or opened if it was sealed. @throws {Problem} 502 if it cannot be opened */
export async function giveBack(
  incoming: Incoming,
  url: string,
  { route, signer, cors }: { route: Route; signer: Signer; cors: readonly Header[] },
  response: ServerResponse,
): Promise<void> {
  if (!route.provider.open || !mayBeSealed(incoming)) return stream(incoming, cors, response)
  const body = await whole(incoming)
  const opened = await open(incoming, body, url, signer)
  const changed = opened !== undefined
  const headers = endToEnd(incoming.headers, changed ? REWRITTEN : LENGTH)
  const bytes = opened ?? body
  writeHead(incoming, [...headers, ['Content-Length', `${bytes.length}`], ...cors], response)
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

/** A sealed body is JSON or a JWE; a download is neither, and is not held. */
function mayBeSealed({ status, headers }: Incoming): boolean {
  if (status === 204 || status === 304) return false
  const [type = ''] = valuesOf(headers, 'content-type')
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

async function stream(incoming: Incoming, cors: readonly Header[], response: ServerResponse): Promise<void> {
  writeHead(incoming, [...endToEnd(incoming.headers), ...trailerOf(incoming), ...cors], response)
  try {
    await pipeline(incoming.body, response, { end: false })
  } catch (thrown) {
    response.destroy()
    throw thrown
  }
  const { trailers } = incoming
  if (Object.keys(trailers).length > 0) response.addTrailers(trailers as Record<string, string>)
  response.end()
}

/** Trailers are announced (RFC 9110 section 6.6.2), which the list of this connection's headers takes off. */
const trailerOf = ({ headers }: Incoming): Header[] =>
  valuesOf(headers, 'trailer').map((value) => ['Trailer', value])

function writeHead({ status, reason }: Incoming, headers: readonly Header[], response: ServerResponse): void {
  response.sendDate = false
  response.writeHead(status, reason, headers.flat() as never)
}

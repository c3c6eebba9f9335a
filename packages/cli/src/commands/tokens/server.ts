import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { isLoopback, type Lease } from '@countersign/core'
import { sameSecret } from '../../server/secret.js'
import type { Broker, Question } from './broker.js'
import { NoToken } from './no-token.js'

export interface ServerOptions {
  readonly broker: Broker
  /** Seconds since 1970, sent to callers, whose clocks may differ. */
  readonly now: () => number
  /** What callers must show as a bearer token; without one, only loopback is served. */
  readonly secret: string | undefined
  /** Aborted when the broker is about to end: callers that wait for a token then get a response. */
  readonly ending: AbortSignal
}

const MAX_BODY = 16 * 1024

/**
 * `POST /token` {provider, origin} → {token, useUntil, now}; `GET /healthz`: 503 while the provider refuses the token
 * request; `GET /livez`: whether the program runs.
 */
export function tokenServer(options: ServerOptions): Server {
  return createServer((request, response) => {
    respond(request, options).then(
      ([status, body]) => write(response, status, body),
      (thrown) => write(response, ...failure(thrown)),
    )
  })
}

async function respond(request: IncomingMessage, options: ServerOptions): Promise<[number, object]> {
  const { method, url } = request
  if (url === '/livez' && method === 'GET') return [200, { ok: true }]
  if (url === '/healthz' && method === 'GET') return health(options.broker)
  if (url !== '/token')
    throw new NoToken(404, 'Not found. The endpoints are POST /token, GET /healthz and GET /livez.')
  if (method !== 'POST') throw new NoToken(405, 'Request a token with POST.')
  checkCaller(request, options.secret)
  const question = questionIn(await bodyOf(request))
  const { token, useUntil } = await untilEnd(options, () => options.broker.lease(question))
  return [200, { token, useUntil, now: options.now() }]
}

function health(broker: Broker): [number, object] {
  const refused = broker.refusals().map(({ provider, origin, reason }) => ({ provider, origin, reason }))
  return refused.length === 0 ? [200, { ok: true }] : [503, { ok: false, refused }]
}

/** A lease, unless the broker ends first. */
function untilEnd({ ending }: ServerOptions, lease: () => Promise<Lease>): Promise<Lease> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new NoToken(503, 'This token broker is shutting down. Try again.', 1))
    if (ending.aborted) return stop()
    ending.addEventListener('abort', stop, { once: true })
    lease()
      .then(resolve, reject)
      .finally(() => ending.removeEventListener('abort', stop))
  })
}

/** With a secret, whoever shows it; without one, programs of this machine, but no page in its browsers. */
function checkCaller({ headers }: IncomingMessage, secret: string | undefined): void {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    throw new NoToken(415, 'The request body must be JSON, with Content-Type: application/json.')
  }
  if (secret !== undefined) {
    const shown = /^Bearer (.*)$/i.exec(headers.authorization ?? '')?.[1]
    if (shown === undefined || !sameSecret(shown, secret)) {
      throw new NoToken(401, 'The bearer secret is missing or wrong: set COUNTERSIGN_TOKENS_SECRET.')
    }
    return
  }
  // A page whose name was made to point to this machine asks under its own name.
  const name = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (!isLoopback(name) || headers.origin !== undefined)
    throw new NoToken(403, 'Only programs on this machine can get a token here.')
}

function questionIn(text: string): Question {
  const { provider, origin, refused } = objectIn(text)
  if (typeof provider !== 'string' || typeof origin !== 'string') {
    throw new NoToken(400, 'The request body must be {"provider": ID, "origin": "https://host"}.')
  }
  return { provider, origin, refused: typeof refused === 'string' ? refused : undefined }
}

function objectIn(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MAX_BODY) throw new NoToken(413, `The request body is larger than ${MAX_BODY} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function failure(thrown: unknown): [number, object, number | undefined] {
  if (thrown instanceof NoToken) return [thrown.status, { error: thrown.message }, thrown.retryAfter]
  return [500, { error: 'The token broker failed.' }, undefined]
}

function write(response: ServerResponse, status: number, body: object, retryAfter?: number): void {
  // Callers come back when a token ends: a connection kept until then may just be closing when they do.
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', Connection: 'close' }
  response.writeHead(status, { ...headers, ...(retryAfter !== undefined && { 'Retry-After': retryAfter }) })
  response.end(JSON.stringify(body))
}

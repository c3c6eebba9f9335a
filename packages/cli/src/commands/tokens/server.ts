import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { isLoopback } from '@countersign/core'
import { NoToken, type Owner, type Question } from './broker.js'
import { sameSecret } from './secret.js'

export interface ServerOptions {
  readonly owner: Owner
  /** Seconds since 1970: told to callers, whose clocks may differ. */
  readonly now: () => number
  /** What callers must show as a bearer token; none on loopback only. */
  readonly secret: string | undefined
}

const MAX_BODY = 16 * 1024

/** `POST /token` {provider, origin} → {token, useUntil, now}; `GET /healthz`. */
export function tokenServer(options: ServerOptions): Server {
  return createServer((request, response) => {
    answer(request, options).then(
      (body) => write(response, 200, body),
      (thrown) => write(response, ...failure(thrown)),
    )
  })
}

async function answer(request: IncomingMessage, { owner, now, secret }: ServerOptions): Promise<object> {
  const { method, url } = request
  if (url === '/healthz' && method === 'GET') return { ok: true }
  if (url !== '/token') throw new NoToken(404, 'There is POST /token and GET /healthz here.')
  if (method !== 'POST') throw new NoToken(405, 'A token is asked for with POST.')
  checkCaller(request, secret)
  const { token, useUntil } = await owner.lease(questionIn(await bodyOf(request)))
  return { token, useUntil, now: now() }
}

/** With a secret, whoever shows it; without one, programs of this machine, but no page in its browsers. */
function checkCaller({ headers }: IncomingMessage, secret: string | undefined): void {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    throw new NoToken(415, 'The question is JSON: Content-Type: application/json.')
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
    throw new NoToken(403, 'Only programs of this machine are served.')
}

function questionIn(text: string): Question {
  const { provider, origin, refused } = objectIn(text)
  if (typeof provider !== 'string' || typeof origin !== 'string') {
    throw new NoToken(400, 'The question is {"provider": ID, "origin": "https://host"}.')
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
    if (length > MAX_BODY) throw new NoToken(413, `The question is larger than ${MAX_BODY} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function failure(thrown: unknown): [number, object] {
  if (thrown instanceof NoToken) return [thrown.status, { error: thrown.message }]
  return [500, { error: 'The owner of the tokens failed.' }]
}

function write(response: ServerResponse, status: number, body: object): void {
  // Callers come back when a token ends: a connection kept until then may just be closing when they do.
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', Connection: 'close' }
  response.writeHead(status, headers)
  response.end(JSON.stringify(body))
}

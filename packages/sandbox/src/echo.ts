import { createHash } from 'node:crypto'
import type { Incoming } from './incoming.js'
import type { Answer } from './verifier.js'

const SECRET_HEADERS = new Set(['authorization', 'x-token-api-secret', 'cookie', 'proxy-authorization'])
/** Clients bound the answers they take; a long body is told by its hash and its beginning. */
const MAX_ECHO = 1024 * 1024
const SAMPLE = 1024

/** 200, with an echo of what came in: no secret, no token. `body`: what was verified, where it came sealed. */
export function accepted(provider: string, way: string, request: Incoming, body = request.body): Answer {
  const whole = body.length <= MAX_ECHO
  return {
    status: 200,
    body: {
      ok: true,
      provider,
      way,
      method: request.method,
      path: request.target,
      headers: shownHeaders(request),
      bodySha256: createHash('sha256').update(body).digest('hex'),
      bodyLength: body.length,
      body: (whole ? body : body.subarray(0, SAMPLE)).toString('utf8'),
      ...(!whole && { bodyTruncated: true }),
    },
  }
}

function shownHeaders({ headers }: Incoming): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [name, values = []] of Object.entries(headers)) {
    const text = values.join(', ')
    shown[name] = SECRET_HEADERS.has(name) ? `a value of ${text.length} characters` : text
  }
  return shown
}

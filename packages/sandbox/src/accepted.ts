import { createHash } from 'node:crypto'
import type { Incoming } from './incoming.js'
import type { Answer } from './options.js'

const SECRET_HEADERS = new Set(['authorization', 'x-token-api-secret', 'cookie', 'proxy-authorization'])

/** 200, with an echo of what came in: no secret, no token. */
export function accepted(provider: string, way: string, request: Incoming, body = request.body): Answer {
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
      body: body.length > 1024 * 1024 ? `${body.length} bytes` : body.toString('utf8'),
    },
  }
}

function shownHeaders({ headers }: Incoming): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '')
    shown[name] = SECRET_HEADERS.has(name) ? `a value of ${text.length} characters` : text
  }
  return shown
}

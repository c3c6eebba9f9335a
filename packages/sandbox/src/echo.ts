import { createHash } from 'node:crypto'
import type { Incoming } from './incoming.js'
import type { ProviderResponse } from './verifier.js'

const SECRET_HEADERS = new Set(['authorization', 'x-token-api-secret', 'cookie', 'proxy-authorization'])
/** Clients bound the responses they read; a long body is shown by its hash and its beginning. */
const MAX_ECHO = 1024 * 1024
const SAMPLE = 1024

/** 200, with an echo of the request: no secret, no token. `body`: the decrypted body, if it was encrypted. `notes`: what is fragile. */
export function echo(
  provider: string,
  way: string,
  request: Incoming,
  body = request.body,
  notes: readonly string[] = [],
): ProviderResponse {
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
      ...(notes.length > 0 && { notes }),
    },
    notes,
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

import { createHash } from 'node:crypto'
import type { Incoming } from './incoming.js'
import type { ProviderResponse } from './verifier.js'

const SECRET_HEADERS = new Set(['authorization', 'x-token-api-secret', 'cookie', 'proxy-authorization'])
/** Clients bound the responses they read; a long body is shown by its hash and its beginning. */
const MAX_ECHO = 1024 * 1024
const SAMPLE = 1024

export interface EchoOptions {
  /** The decrypted body, if it was encrypted. */
  readonly body?: Buffer
  /** What is fragile. */
  readonly notes?: readonly string[]
  /** False: nothing was verified, so it is not called ok. */
  readonly isVerified?: boolean
  /** Values that are not shown, in whatever header they stand. */
  readonly secrets?: readonly string[]
}

/** 200, with an echo of the request: no secret, no token. */
export function echo(
  provider: string,
  way: string,
  request: Incoming,
  { body = request.body, notes = [], isVerified = true, secrets = [] }: EchoOptions = {},
): ProviderResponse {
  const whole = body.length <= MAX_ECHO
  return {
    status: 200,
    body: {
      ...(isVerified && { ok: true }),
      provider,
      way,
      method: request.method,
      path: request.target,
      headers: shownHeaders(request, secrets),
      bodySha256: createHash('sha256').update(body).digest('hex'),
      bodyLength: body.length,
      body: (whole ? body : body.subarray(0, SAMPLE)).toString('utf8'),
      ...(!whole && { bodyTruncated: true }),
      ...(notes.length > 0 && { notes }),
    },
    notes,
  }
}

function shownHeaders({ headers }: Incoming, secrets: readonly string[]): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [name, values = []] of Object.entries(headers)) {
    const text = values.join(', ')
    const isSecret = SECRET_HEADERS.has(name) || secrets.some((secret) => text.includes(secret))
    shown[name] = isSecret ? `a value of ${text.length} characters` : text
  }
  return shown
}

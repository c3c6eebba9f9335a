import type { Step } from '@countersign/core'
import type { Exchanged } from './options.js'
import type { Route } from './target.js'
import type { Incoming, Outgoing } from './upstream.js'

/** What was sent and what came back, for those who look. */
export function exchanged(
  { provider, origin }: Route,
  at: number,
  { method, path, headers, body }: Outgoing,
  { steps, token }: { readonly steps: readonly Step[]; readonly token: string | undefined },
  { status, headers: responseHeaders }: Incoming,
  responseBody: Exchanged['responseBody'],
): Exchanged {
  const isHeld = typeof body === 'string' || body instanceof Uint8Array || body === undefined
  return {
    provider: provider.id,
    origin,
    at,
    method,
    target: path,
    headers,
    ...(token !== undefined && { token }),
    body: isHeld ? Buffer.from(body ?? '') : undefined,
    steps,
    status,
    responseHeaders,
    responseBody,
  }
}

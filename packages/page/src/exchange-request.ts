import type { Exchange } from './store/exchange.js'
import type { ArrivedRequest } from './traffic.js'

/** The request of an exchange, as it was sent. */
export function requestOf({ arrived }: Exchange): ArrivedRequest {
  const { method, origin, target, at, headers, body } = arrived
  return { method, url: urlOf(origin, target), at, body, headers: pairs(headers) }
}

/** A target may be a whole URL, or `*` (RFC 9112, section 3.2). */
function urlOf(origin: string, target: string): string {
  if (target.startsWith('/')) return origin + target
  return URL.canParse(target) ? target : `${origin}/`
}

export const pairs = (headers: readonly string[]): (readonly [string, string])[] =>
  headers.flatMap((name, n) => (n % 2 === 0 ? [[name, headers[n + 1] ?? ''] as const] : []))

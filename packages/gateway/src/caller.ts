import { createHash, timingSafeEqual } from 'node:crypto'
import { type Header, isLoopback } from '@countersign/core'
import { valuesOf } from './headers.js'
import { Problem } from './problem.js'

/** Who may call. */
export interface Callers {
  /** What they show as `Proxy-Authorization: Bearer …`. */
  readonly secret?: string | undefined
  /** Whether it listens on a loopback address only. */
  readonly isLocal: boolean
  /** The origins whose pages may call, as browsers write them. */
  readonly origins: readonly string[]
}

/**
 * Refuses callers that may not call: pages of other sites, names that were made to point here (DNS rebinding), and who
 * does not know the secret. @returns the origin of a page that may, for CORS
 * @throws {Problem} 400, 403, 407
 */
export function checkCaller(
  headers: readonly Header[],
  callers: Callers,
  isPreflight: boolean,
): string | undefined {
  checkHost(valuesOf(headers, 'host'), callers)
  const origin = pageOf(headers, callers)
  // A preflight carries no credential (Fetch, section 4.8).
  if (!(origin !== undefined && isPreflight)) checkSecret(valuesOf(headers, 'proxy-authorization'), callers)
  return origin
}

function checkHost(hosts: readonly string[], { isLocal }: Callers): void {
  const [host = '', ...others] = hosts
  if (others.length > 0)
    throw new Problem({ status: 400, title: 'Bad Request', detail: 'The request has several Host headers.' })
  if (isLocal && !isLoopback(host.replace(/:\d*$/, '').toLowerCase()))
    throw forbidden('The Host header names no loopback address. Call the gateway by 127.0.0.1 or localhost.')
}

function pageOf(headers: readonly Header[], { origins }: Callers): string | undefined {
  const [origin, ...others] = valuesOf(headers, 'origin')
  if (origin !== undefined && others.length === 0 && origins.includes(origin)) return origin
  if (origin !== undefined)
    throw forbidden('Pages of this Origin may not call. Name it with --cors if they should.')
  const site = valuesOf(headers, 'sec-fetch-site').join()
  if (site !== '' && site !== 'none' && site !== 'same-origin')
    throw forbidden('Pages of other sites may not call (Sec-Fetch-Site).')
  return undefined
}

function checkSecret(shown: readonly string[], { secret }: Callers): void {
  if (secret === undefined) return
  const [text = '', ...others] = shown
  const given = /^Bearer /i.test(text) ? text.slice('Bearer '.length).trim() : undefined
  if (given !== undefined && others.length === 0 && isSame(given, secret)) return
  throw new Problem(
    {
      status: 407,
      title: 'Proxy Authentication Required',
      detail: 'Send Proxy-Authorization: Bearer and the value of COUNTERSIGN_GATEWAY_SECRET.',
    },
    { 'Proxy-Authenticate': 'Bearer realm="countersign gateway"' },
  )
}

/** In a time that tells nothing of either. */
const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))
const digest = (text: string) => createHash('sha256').update(text).digest()

const forbidden = (detail: string) => new Problem({ status: 403, title: 'Forbidden', detail })

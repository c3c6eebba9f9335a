import { headerValue, missingSettings, type PassThrough, type Request } from '@countersign/core'
import type { Captured } from './capture/captured.js'
import type { Commands } from './commands.js'
import { type Decide, mentionedHost } from './mentioned.js'
import type { Verdict } from './verdict.js'

type Unsigned = Pick<Verdict, 'verdict' | 'why' | 'advice' | 'provider' | 'name'>

/** The verdict on a request that no provider acts on: a mistake if its provider has no settings, or if it may be misread. */
export function passedThrough(
  captured: Captured,
  { reason, why, provider }: PassThrough,
  decide: Decide,
  commands?: Commands,
): Unsigned {
  if (reason === 'unconfigured' && provider) {
    const needed = missingSettings(provider, {}).join(', ')
    return {
      verdict: 'not-verified',
      why: `${why}; it takes ${needed}`,
      advice: `Set them in the environment or in a .env file${commands ? `: ${commands.init(provider.id)}` : '.'}`,
      provider: provider.id,
      name: provider.name,
    }
  }
  const host = reason === 'off' ? undefined : mentionedHost(captured, decide)
  if (host === undefined) return { verdict: 'not-claimed', why }
  return {
    verdict: 'not-verified',
    why: `${why}, but its text names ${host}, so it may not be read as it was meant`,
    advice: 'Copy it as cURL (bash), or save a HAR or the raw HTTP request.',
  }
}

/** Browsers ask before they send to another origin (Fetch standard, CORS-preflight). */
export const isPreflight = ({ method, headers }: Request) =>
  method === 'OPTIONS' && headerValue(headers, 'Access-Control-Request-Method') !== undefined

/** The verdict on one. */
export const PREFLIGHT = {
  verdict: 'not-claimed',
  why: 'a preflight request of a browser, which nobody signs',
} as const

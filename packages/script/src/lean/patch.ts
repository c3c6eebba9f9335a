import { wellFormed } from '@countersign/core/bytes'
import type { Change } from '@countersign/core/message'
import { type From, type Given, invalidPatch, type Step, withList } from '@countersign/core/patch'

export * from '@countersign/core/patch'

type TextPatch = Given & { readonly query?: unknown }

/**
 * Takes a patch of Countersign's own providers and of compiled definitions, whose types are known: headers, a query as
 * text, a body. It stands in place of core's strict reading in their scripts, which is parsed for every request.
 * @throws {CountersignError} `invalid-patch`
 */
export function readPatch(patch: unknown, url: string, provider: From, step: Step): Change {
  const { query, ...given } = patch as TextPatch
  const wrong = given.body !== undefined && !wellFormed(String(given.body))
  const problem = wrong ? 'gave a body with half of a surrogate pair.' : queryProblem(query)
  if (problem) throw invalidPatch(provider, `${step} ${problem}`)
  return query ? { ...withList(given), url: withQuery(url, String(query)) } : withList(given)
}

function queryProblem(query: unknown): string | undefined {
  if (query === undefined) return undefined
  if (typeof query !== 'string') return 'gave a patch that scripts do not read.'
  return /^[?&]|[^!$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]/.test(query)
    ? 'gave a query with a ? or & at its start, or a character that has to be percent-encoded.'
    : undefined
}

/** A script's URL has no fragment. */
const withQuery = (url: string, query: string) =>
  `${url}${url.includes('?') ? (/[?&]$/.test(url) ? '' : '&') : '?'}${query}`

/** Nothing is gained by looking at headers alone here. */
export const addsHeadersOnly = (_patch: unknown): boolean => false

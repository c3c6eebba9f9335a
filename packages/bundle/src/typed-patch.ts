import type { Change } from '@countersign/core/message'
import { changed, type From, type Given, invalidPatch, type Step, withList } from '@countersign/core/patch'

export * from '@countersign/core/patch'

type TextPatch = Given & { readonly query?: unknown }

/**
 * Takes a patch of Countersign's own providers and of compiled definitions, whose types are known: headers, a query as
 * text, a body. It stands in place of core's strict reading in their bundles, where that takes as long as a signature.
 * @throws {CountersignError} `invalid-patch`
 */
export function readPatch(patch: unknown, url: string, provider: From, step: Step): Change {
  const { headers, query } = patch as TextPatch
  if (query === undefined) return withList(patch as Given)
  const problem = problemOf(query)
  if (problem) throw invalidPatch(provider, `${step} ${problem}`)
  const list = headers === undefined || Array.isArray(headers) ? headers : Object.entries(headers)
  return changed(
    patch as object as Record<string, unknown>,
    list,
    query === '' ? undefined : withQuery(url, String(query)),
  )
}

function problemOf(query: unknown): string | undefined {
  if (typeof query !== 'string') return 'gave a patch that bundles do not read.'
  return /^[?&]|[^!$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]/.test(query)
    ? 'gave a query with a ? or & at its start, or a character that has to be percent-encoded.'
    : undefined
}

/** The URL of a script has no fragment. */
const withQuery = (url: string, query: string) =>
  `${url}${url.includes('?') ? (/[?&]$/.test(url) ? '' : '&') : '?'}${query}`

export const addsHeadersOnly = (patch: unknown): boolean =>
  (patch as TextPatch).query === undefined && (patch as TextPatch).headers !== undefined

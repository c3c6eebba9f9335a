import type { Request } from '@countersign/core'
import type { Case } from '../case.js'
import type { Problem } from '../history.js'
import { readBearer } from '../read/bearer.js'
import type { Written } from './compare.js'

/** What is wrong with the bearer token of a request, if its provider sends one. */
export function bearerProblems(one: Case, sent: Request, written: readonly Written[]): Problem[] {
  const { provider, history, clocks } = one
  const isBearer = written.some(
    ({ name, expected }) => /^authorization$/i.test(name) && /^bearer(?: |$)/i.test(expected),
  )
  if (!provider.tokens || !isBearer) return []
  const reading = readBearer(sent, exchangeOf(one))
  const problems = reading.checks.flatMap(({ name, problem }) => (problem ? [{ name, text: problem }] : []))
  return [...problems, ...history.bearer(reading, { provider: provider.id }, clocks)]
}

/** Where the provider asks for a token: `POST /oauth/token`. */
function exchangeOf({ provider, call }: Case): string {
  try {
    const { method = 'GET', url } = provider.tokens?.(call.url.origin, call).request?.() ?? {}
    return url ? `${method} ${new URL(url).pathname}` : 'the token endpoint'
  } catch {
    return 'the token endpoint'
  }
}

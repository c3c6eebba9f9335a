import { CountersignError } from '@countersign/core/errors'
import { type Change, type Header, headerValue } from '@countersign/core/message'
import type { AnyProvider } from '@countersign/core/provider'
import type { InsomniaRequest } from '../context.js'

/** What is chosen in the request's Auth tab; nothing if it is switched off. */
export function authOf(request: Pick<InsomniaRequest, 'getAuthentication'>): Record<string, unknown> {
  const auth = request.getAuthentication?.()
  if (typeof auth !== 'object' || auth === null) return {}
  return (auth as Record<string, unknown>).disabled ? {} : { ...auth }
}

// Insomnia, or libcurl for it, adds an Authorization for these whether or not there is one. By what the tab calls them.
const ADDS_ITS_OWN: ReadonlyMap<unknown, string> = new Map([
  ['iam', 'AWS IAM'],
  ['digest', 'Digest'],
  ['ntlm', 'NTLM'],
])

/**
 * Refuses a request that would leave with two headers `Authorization` of which the provider expects one.
 * @throws {CountersignError} `invalid-header`
 */
export function checkAuthorization(
  request: InsomniaRequest,
  headers: readonly Header[],
  patch: Change,
  provider: AnyProvider,
): void {
  const isOurs = headerValue(patch.headers ?? [], 'Authorization') !== undefined
  const theirs = headers.filter(([name]) => /^authorization$/i.test(name)).length
  if (!isOurs && (!provider.tokens || theirs === 0)) return
  const tab = ADDS_ITS_OWN.get(authOf(request).type)
  if (tab)
    throw twoOf(
      `The request's Auth tab says ${tab}, which adds a second header`,
      'Set it to "None".',
      provider,
    )
  if (!isOurs && theirs > 1) throw twoOf(`The request has ${theirs} headers`, 'Keep one of them.', provider)
}

const twoOf = (what: string, advice: string, { id, name }: AnyProvider) =>
  new CountersignError('invalid-header', `${what} Authorization, and ${name} expects one. ${advice}`, id)

import type { SignatureName } from '@countersign/core'
import type { Check } from '../private-key.js'
import type { Signed } from '../standard.js'
import { asSent, encode, pairsOf, recode, sortedPairs } from '../text.js'
import { hashName } from './body-hash.js'
import { formOf, queryOf } from './parts.js'

export type Pair = readonly [name: string, value: string]

/** What goes into the signature, step by step. */
export interface Draft {
  readonly method: string
  readonly uri: string
  readonly query: string
  readonly form: string
  readonly oauth: readonly Pair[]
  readonly normalized: (pairs: readonly Pair[]) => string
  readonly base: (parts: readonly string[]) => string
  readonly hash: 'sha1' | 'sha256'
  readonly consumerSecret: string
  readonly tokenSecret: string
  readonly key: (consumerSecret: string, tokenSecret: string) => string
  readonly check: Check
}

/** What a request says. */
export function draftOf(signed: Signed, oauth: ReadonlyMap<string, string>): Draft {
  const { call, values } = signed
  const method = oauth.get('oauth_signature_method') ?? ''
  const isProtocol = ([name]: Pair) => name.startsWith('oauth_')
  const without = (text: string) =>
    pairsOf(text)
      .filter((pair) => !isProtocol(pair))
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
  return {
    method: call.request.method.toUpperCase(),
    uri: call.url.origin + asSent(call.url.path),
    query: without(queryOf(signed)),
    form: without(formOf(signed)),
    oauth: [...oauth]
      .filter(([name]) => name !== 'oauth_signature')
      .map(([name, value]) => [encode(name), encode(value)]),
    normalized,
    base: (parts) => parts.map(encode).join('&'),
    hash: hashName(method),
    consumerSecret: values.consumerSecret ?? '',
    tokenSecret: values.tokenSecret ?? '',
    key: (consumer, token) => `${encode(consumer)}&${encode(token)}`,
    check: { name: (method || 'RSA-SHA256') as SignatureName },
  }
}

/** The signature base string (RFC 5849 section 3.4.1). */
export function baseString({ method, uri, query, form, oauth, normalized, base }: Draft): string {
  const own = [...pairsOf(query), ...pairsOf(form)].map(
    ([name, value]) => [recode(name, true), recode(value, true)] as const,
  )
  return base([method, uri, normalized([...own, ...oauth])])
}

export const written = (pairs: readonly Pair[]) => pairs.map(([name, value]) => `${name}=${value}`).join('&')
const normalized = (pairs: readonly Pair[]) => written(sortedPairs(pairs))

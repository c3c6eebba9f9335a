import type { Request } from '@countersign/core'
import { encode } from '../text.js'
import type { Parameters } from './authorization.js'
import { type Proof, rsaSha256 } from './proof.js'

export type Pair = readonly [name: string, value: string]

/** What goes into the signature, step by step. */
export interface Draft {
  readonly method: string
  readonly uri: string
  readonly query: readonly Pair[]
  readonly oauth: readonly Pair[]
  readonly normalized: (pairs: readonly Pair[]) => string
  readonly joined: (parts: readonly string[]) => string
  readonly proof: Proof
}

/** What a request says, as Mastercard's client library signs it. */
export function draftOf({ method, url }: Request, oauth: Parameters): Draft {
  const [whole = ''] = url.split('#')
  const [target = '', ...queries] = whole.split('?')
  const uri = escaped(target.replace(/\\/g, '/'))
  const [, scheme = '', authority = '', path = ''] = /^([^:]+:\/\/)([^/]*)(.*)$/s.exec(uri) ?? []
  const host = authority.toLowerCase().replace(/^\[(.*)\]/, '$1')
  const query = escaped(queries.join('?'))
  return {
    method: method.toUpperCase(),
    uri: scheme.toLowerCase() + host + (path || '/'),
    query: query === '' ? [] : query.split('&').map(pairOf),
    oauth: [...oauth].filter(([name]) => name !== 'oauth_signature'),
    normalized: (pairs) => written(sorted(onceEach(pairs))),
    joined: (parts) => parts.map(componentOf).join('&').replace('!', '%21'),
    proof: rsaSha256,
  }
}

/** The signature base string. */
export const baseString = ({ method, uri, query, oauth, normalized, joined }: Draft): string =>
  joined([method, uri, normalized([...query, ...oauth])])

/** The library reads URLs with Node's `url.parse`, which percent-encodes these; in a path `\` is a slash to it. */
const escaped = (text: string) => text.replace(/["'<>`{}|\\^]/g, encode)

function pairOf(part: string): Pair {
  const at = part.indexOf('=')
  return at > 0 ? [part.slice(0, at), part.slice(at + 1)] : [part, '']
}

export const onceEach = (pairs: readonly Pair[]): Pair[] => [
  ...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values(),
]

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other))

/** The library sorts entries of a map as texts: a name is followed by `,[object Set]`. */
export const sorted = (pairs: readonly Pair[]): Pair[] =>
  [...pairs].sort(
    ([one, first], [other, second]) =>
      compare(`${one},[object Set]`, `${other},[object Set]`) || compare(first, second),
  )

export const written = (pairs: readonly Pair[]) => pairs.map(([name, value]) => `${name}=${value}`).join('&')

/** Only the first `*` of the parameters is encoded; a method and a URI are without one, as far as people write them. */
const componentOf = (text: string, at: number) => {
  const encoded = encodeURIComponent(text)
  return at === 2 ? encoded.replace('*', '%2A') : encoded
}

import type { Request, Signed } from '@countersign/core'
import { trimmed } from '../around.js'
import { decoded, queryPairs } from './place.js'
import { addedQuery, withoutFragment } from './unsigned.js'

/** One thing that signing writes into a request: a header, a parameter, or the body. */
export interface Written {
  readonly kind: 'header' | 'query' | 'body'
  readonly name: string
  readonly expected: string
  /** What the request that was sent has there; undefined if it has nothing. */
  readonly sent: string | undefined
}

/** What signing `base` again writes, beside what was sent, in the order of the provider. */
export function writtenBy(signed: Signed, base: Request, sent: Request): Written[] {
  const { headers = [], url, body } = signed.patch
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))]
  const inHeaders = names.map((name): Written => {
    const [[shown = name] = []] = headers.filter(([one]) => one.toLowerCase() === name)
    return {
      kind: 'header',
      name: shown,
      expected: headerText(headers, name) ?? '',
      sent: headerText(sent.headers, name),
    }
  })
  const inQuery = url === undefined ? [] : addedQuery(base.url, url).map((pair) => parameter(pair, sent))
  const inBody: Written[] =
    body === undefined
      ? []
      : [{ kind: 'body', name: 'body', expected: latin1(body), sent: latin1(sent.body) }]
  return [...inHeaders, ...inQuery, ...inBody]
}

/** What another way of signing writes where `written` is. */
export function expectedAt({ patch }: Signed, { url }: Request, { kind, name }: Written): string | undefined {
  if (kind === 'header') return headerText(patch.headers ?? [], name)
  if (kind === 'body') return patch.body === undefined ? undefined : latin1(patch.body)
  const added = patch.url === undefined ? [] : addedQuery(url, patch.url)
  const value = added.find(([one]) => decoded(one) === name)?.[1]
  return value === undefined ? undefined : decoded(value)
}

export const differs = ({ expected, sent }: Written): boolean => expected !== sent

/** Whether the query that was sent is the one that would be, its order included. */
export const sameQuery = (signed: Signed, sent: Request): boolean =>
  (signed.patch.url ?? signed.request.url) === withoutFragment(sent).url

function headerText(headers: readonly (readonly [string, string])[], name: string): string | undefined {
  const wanted = name.toLowerCase()
  const values = headers.filter(([one]) => one.length === wanted.length && one.toLowerCase() === wanted)
  return values.length === 0 ? undefined : values.map(([, value]) => trimmed(value)).join(', ')
}

function parameter([name, value]: readonly [string, string], { url }: Request): Written {
  const found = queryPairs(url).filter(([one]) => decoded(one) === decoded(name))
  const sent = found.at(-1)?.[1]
  return {
    kind: 'query',
    name: decoded(name),
    expected: decoded(value),
    sent: sent === undefined ? undefined : decoded(sent),
  }
}

const latin1 = (body: Request['body']) => Buffer.from(body as string).toString('latin1')

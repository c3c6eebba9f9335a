import type { Change, Request } from '@countersign/core'
import { queryPairs } from './place.js'

/** A captured request as it is signed: a fragment is never sent. */
export const withoutFragment = (request: Request): Request => ({
  ...request,
  url: request.url.replace(/#.*$/s, ''),
})

/** What signing added to the query. */
export const addedQuery = (before: string, after: string): [name: string, value: string][] =>
  after.startsWith(before) ? queryPairs(`?${after.slice(before.length).replace(/^[?&]/, '')}`) : []

/** The names of the headers and parameters that signing writes. */
export interface WrittenNames {
  readonly headers: readonly string[]
  readonly query: readonly string[]
}

/** What signing `before` wrote. */
export const namesIn = ({ headers = [], url }: Change, before: string): WrittenNames => ({
  headers: headers.map(([name]) => name.toLowerCase()),
  query: url === undefined ? [] : addedQuery(before, url).map(([name]) => name),
})

/**
 * A request without what its provider writes into it, as it was before it was signed. Parameters are taken from the end
 * of the query, where core puts them, or wherever they are.
 */
export function unsigned(sent: Request, names: WrittenNames, anywhere = false): Request {
  const headers = sent.headers.filter(([name]) => !names.headers.includes(name.toLowerCase()))
  return { ...sent, headers, url: withoutQuery(sent.url, names.query, anywhere) }
}

// What clients, browsers and HTTP add to a request after a tool has signed it.
const TRANSPORT =
  /^(?:host|connection|keep-alive|content-length|transfer-encoding|te|upgrade-insecure-requests|expect|accept|accept-.*|user-agent|cache-control|pragma|cookie|origin|referer|dnt|priority|postman-token|sec-.*|proxy-.*|x-forwarded-.*|x-request-id|traceparent|tracestate)$/i

/** A request without what is added to it on its way. */
export const withoutTransport = (request: Request): Request => ({
  ...request,
  headers: request.headers.filter(([name]) => !TRANSPORT.test(name)),
})

function withoutQuery(url: string, names: readonly string[], anywhere: boolean): string {
  if (names.length === 0) return url
  const pairs = queryPairs(url)
  const left = anywhere ? pairs.filter(([name]) => !names.includes(name)) : withoutLast(pairs, names)
  const [path = ''] = url.split('?', 1)
  // A value without its equals sign is not told apart from an empty one: the text of what is kept is cut, not made.
  const texts = url.slice(path.length + 1).split('&')
  const kept = anywhere
    ? texts.filter((_text, at) => !names.includes(pairs[at]?.[0] ?? ''))
    : texts.slice(0, left.length)
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`
}

/** Without the last of them that have these names, each name once. */
function withoutLast<Pair extends readonly [string, string]>(
  pairs: readonly Pair[],
  names: readonly string[],
): readonly Pair[] {
  const open = [...names]
  let end = pairs.length
  while (end > 0) {
    const at = open.indexOf(pairs[end - 1]?.[0] ?? '')
    if (at < 0) break
    open.splice(at, 1)
    end--
  }
  return pairs.slice(0, end)
}

import { headerValue, type Request } from '@countersign/core'
import type { Neighbour } from '../neighbours.js'
import { AFRESH } from '../search/bodies.js'
import { decoded } from './place.js'
import type { Trick } from './trick.js'

const ENCODED = 'Sign the query as it is sent, percent-encoded once.'
const TYPE = 'Set the Content-Type yourself, before you sign, so that no tool adds or changes it.'

/** Other forms of method, URL and headers that people sign in place of those that they send. */
type RequestTrick = Trick & { readonly request: Request }

export function requestTricks(request: Request, others: readonly Neighbour[] = []): RequestTrick[] {
  const [, origin = '', path = '', query = ''] =
    /^([a-z]+:\/\/[^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(request.url) ?? []
  const url = (when: string, changed: string, advice: string): RequestTrick => ({
    when,
    advice,
    request: { ...request, url: changed },
  })
  const sorted = query.slice(1).split('&').sort().join('&')
  const all = [
    {
      when: 'the method is in lower case',
      advice: 'Sign the method as it is sent, in capitals.',
      request: { ...request, method: request.method.toLowerCase() },
    },
    url('the query is left out', origin + path, 'Sign the query too.'),
    url(
      'the query is sorted',
      `${origin}${path}?${sorted}`,
      'Sign the query in the order in which it is sent.',
    ),
    url(
      'the path ends in a slash',
      `${origin}${path}/${query}`,
      'Sign the path as it is sent, with no slash at its end.',
    ),
    url(
      'the path does not end in a slash',
      origin + path.replace(/\/$/, '') + query,
      'Sign the path as it is sent, with the slash at its end.',
    ),
    url(
      'the path is decoded',
      origin + decoded(path) + query,
      'Sign the path as it is sent, percent-encoded.',
    ),
    url('the query is decoded', origin + path + decoded(query), ENCODED),
    url('the query is percent-encoded again', origin + path + query.replace(/%/g, '%25'), ENCODED),
    url('spaces in the query are + signs', origin + path + query.replace(/%20/g, '+'), ENCODED),
    url('spaces in the query are %20', origin + path + query.replace(/\+/g, '%20'), ENCODED),
    ...withoutPrefix(path).map((rest) =>
      url(`the path is ${rest}`, origin + rest + query, 'Sign the whole path, from the host on.'),
    ),
    ...contentTypes(request),
    ...others.slice(0, MOST_OTHERS).flatMap((other) => ofAnother(request, other)),
  ]
  return all.filter(
    (one) =>
      one.request.url !== request.url ||
      one.request.method !== request.method ||
      one.request.headers !== request.headers,
  )
}

const MOST_OTHERS = 10

/** Another request signed in place of this one, whole or in part. */
function ofAnother(request: Request, { label, request: other }: Neighbour): RequestTrick[] {
  const { method, url, body } = other
  const signed = (what: string, parts: Partial<Request>): RequestTrick => ({
    when: `${what} that of ${label}`,
    advice: AFRESH,
    request: { ...request, ...parts },
  })
  return [
    signed('the URL is', { url }),
    signed('the method is', { method }),
    signed('the request, its method and URL, is', { method, url }),
    signed('the request, with its body, is', { method, url, body }),
  ]
}

/** The path below `/v1`, say, which a base URL holds. */
function withoutPrefix(path: string): string[] {
  const at = path.indexOf('/', 1)
  return at < 0 ? [] : [path.slice(at)]
}

/** Tools add a Content-Type, or a charset to it, after a script has signed. */
function contentTypes(request: Request): RequestTrick[] {
  const sent = headerValue(request.headers, 'Content-Type')
  const others = request.headers.filter(([name]) => name.toLowerCase() !== 'content-type')
  const as = (value: string) => ({
    when: `the Content-Type is ${value}`,
    advice: TYPE,
    request: { ...request, headers: [...others, ['Content-Type', value] as const] },
  })
  const without = {
    when: 'there is no Content-Type',
    advice: TYPE,
    request: { ...request, headers: others },
  }
  const [kind = ''] = (sent ?? '').split(';')
  return [
    ...(sent === undefined ? [] : [without]),
    ...[
      kind.trim(),
      `${kind.trim()}; charset=utf-8`,
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
    ]
      .filter((value) => value !== '' && !value.startsWith(';') && value !== sent)
      .map(as),
  ]
}

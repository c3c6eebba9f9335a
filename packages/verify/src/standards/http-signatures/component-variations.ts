import type { Call, Data, Header } from '@countersign/core'
import type { Variation } from '../standard.js'
import { decode } from '../text.js'
import { otherTypes, text, typeWords } from '../variations.js'
import { quoted } from '../words.js'
import { DIGESTS, digestOf } from './digest.js'
import type { Component } from './input.js'
import type { Draft } from './signature-base.js'

/** What is to be done instead. */
export const ADVICE =
  'The signature base has one line for each component, "name": value, and last "@signature-params" as in Signature-Input (RFC 9421 section 2.5).'

const instead = (id: string, when: string, value: string, advice = ADVICE) =>
  text<Draft>(when, (draft) => ({ ...draft, instead: new Map([...draft.instead, [id, value]]) }), advice)

/** Other values of the URL and its scheme. */
function* urlVariations(id: string, name: string, url: Call<unknown>['url'], query: string) {
  const other = url.scheme === 'https' ? 'http' : 'https'
  const SCHEME = `The server sees ${url.scheme}: sign that. A proxy that ends TLS changes the scheme on the way.`
  if (name === '@scheme') yield instead(id, `the scheme is ${other}`, other, SCHEME)
  if (name !== '@target-uri') return
  const rest = url.origin.slice(url.scheme.length) + url.path
  const whole = 'The target URI is the whole URL, scheme and host included (RFC 9421 section 2.2.2).'
  const swapped = `the target URI starts with ${other} in place of ${url.scheme}`
  yield instead(id, swapped, other + rest + query, SCHEME)
  yield instead(id, 'the target URI has no query', url.origin + url.path, whole)
  if (query !== '') yield instead(id, `${swapped} and has no query`, other + rest, `${SCHEME} ${whole}`)
  yield instead(id, 'the target URI is the path alone', url.path, whole)
  yield instead(id, 'the target URI is path and query alone', url.path + query, whole)
}

/** Other values of a component. */
export function* componentVariations(
  { request, url }: Pick<Call<unknown>, 'request' | 'url'>,
  { id, name }: Component,
  body: Data,
): Generator<Variation<Draft>> {
  const [target = ''] = request.url.split('#')
  const query = target.includes('?') ? target.slice(target.indexOf('?')) : ''
  if (name === '@method') {
    yield instead(id, 'the method is in lower case', request.method.toLowerCase())
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
      if (method !== request.method) yield instead(id, `the method is ${method}`, method)
  }
  if (name === '@authority') {
    yield instead(id, 'the authority has its port', `${url.host}:${url.scheme === 'https' ? 443 : 80}`)
    yield instead(id, 'the authority has no port', url.host)
  }
  if (name === '@path') {
    yield instead(id, 'the path is decoded', decode(url.path))
    yield instead(id, 'the path is encoded once more', url.path.replace(/%/g, '%25'))
    yield instead(id, 'the path has the query behind it', url.path + query)
  }
  if (name === '@query') {
    yield instead(id, 'the query has no question mark', query.slice(1))
    yield instead(id, 'the query is decoded', decode(query))
    yield instead(id, 'the query is encoded once more', query.replace(/%/g, '%25'))
    yield instead(id, 'the query is left out', '?')
  }
  yield* urlVariations(id, name, url, query)
  if (name === '@request-target') yield instead(id, 'the request target has no query', url.path)
  if (name === 'content-type')
    for (const type of otherTypes(request)) yield instead(id, typeWords(type), type ?? '')
  if (name === 'content-digest')
    for (const hash of Object.keys(DIGESTS))
      yield instead(id, `Content-Digest is the ${hash} of the body`, digestOf(hash, body))
  const own: Header | undefined = request.headers.find(([one]) => one.toLowerCase() === name)
  if (own && /[A-Z]/.test(own[1]))
    yield instead(id, `${quoted(name)} is in lower case`, own[1].trim().toLowerCase())
}

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

const instead = (id: string, when: string, value: string) =>
  text<Draft>(when, (draft) => ({ ...draft, instead: new Map([...draft.instead, [id, value]]) }), ADVICE)

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
  if (name === '@target-uri') yield instead(id, 'the target URI has no query', url.origin + url.path)
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

import { type AnyProvider, type Data, headerValue, type Place, type Request } from '@countersign/core'
import { trimmed } from '../around.js'
import { asBuffer } from '../bytes.js'

/** The name of a place, for people: the header's or the parameter's. */
export const placeName = (place: Place): string =>
  'header' in place ? place.header : 'query' in place ? place.query : 'body'

/** The same with the parameter within it, if its pattern names one: `oauth_nonce in Authorization`. */
export function placeInWords(place: Place): string {
  const [before = '', value] = (place.as ?? '').replaceAll('\\b', '').split(/="?\(/, 2)
  const parameter = value === undefined ? undefined : /^[;,]?([a-z_]+)$/.exec(before)?.[1]
  return parameter === undefined ? placeName(place) : `${parameter} in ${placeName(place)}`
}

type Read = Pick<Request, 'url' | 'headers'> & { readonly body?: Data | undefined }

/** What stands at a place of a request; undefined if nothing does, or if the pattern does not match. */
export function readPlace(place: Place, request: Read): string | undefined {
  const text = textAt(place, request)
  if (text === undefined || place.as === undefined) return text
  const found = new RegExp(place.as).exec(text)
  return found ? (found[1] ?? found[0]) : undefined
}

function textAt(place: Place, request: Read): string | undefined {
  if ('header' in place) return trimmedValue(headerValue(request.headers, place.header))
  return 'query' in place ? inQuery(place, request) : asBuffer(request.body ?? '').toString()
}

const trimmedValue = (value: string | undefined) => (value === undefined ? undefined : trimmed(value))

/** The body before it was signed, of a provider that changes it. */
export function bodyBefore({ written }: Pick<AnyProvider, 'written'>, body: Data): Data {
  if (written?.body === undefined) return body
  return new RegExp(written.body).exec(asBuffer(body).toString())?.[1] ?? body
}

/** The last of that name: what a provider writes is at the end. */
function inQuery(place: { readonly query: string }, { url }: Pick<Request, 'url'>): string | undefined {
  const found = queryPairs(url).filter(([name]) => decoded(name) === place.query)
  const value = found.at(-1)?.[1]
  return value === undefined ? undefined : decoded(value)
}

/** The parameters of a URL as they are written. */
export function queryPairs(url: string): [name: string, value: string][] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? ''
  return query === '' ? [] : query.split('&').map(pairOf)
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf('=')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** Percent-decoded, if it can be. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

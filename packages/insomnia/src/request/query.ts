import { wellFormed } from '@countersign/core/bytes'
import { CountersignError } from '@countersign/core/errors'
import type { InsomniaRequest } from '../context.js'

/** A query parameter as Insomnia holds it: no value at all and an empty one are written differently. */
export interface Parameter {
  readonly name: string
  readonly value: string | undefined
}

/** The parameters that Insomnia would add to the URL after the hooks; those without a name are not sent. */
export function parametersOf(request: Pick<InsomniaRequest, 'getParameters'>): Parameter[] {
  const all = request.getParameters?.() ?? []
  return all
    .filter(({ name }) => name)
    .map(({ name, value }) => ({ name: String(name), value: textValue(value) }))
}

const textValue = (value: unknown) => (value === undefined || value === null ? undefined : String(value))

/** The URL with the parameters in it, as Insomnia joins them: before a fragment, after a query of its own. */
export function joined(url: string, parameters: readonly Parameter[]): string {
  const query = parameters.map(written).join('&')
  if (query === '') return url
  const hash = url.indexOf('#')
  const [base, fragment] = hash < 0 ? [url, ''] : [url.slice(0, hash), url.slice(hash)]
  return `${base}${base.includes('?') ? '&' : '?'}${query}${fragment}`
}

/** A comma stays as it is in a value, and only there. */
function written({ name, value }: Parameter): string {
  if (value === undefined) return encoded(name)
  return `${encoded(name)}=${encoded(value).replace(/%2C/gi, ',')}`
}

/** The URL as the app sends it: with `http://` in front if it has no scheme. */
export function withScheme(url: string): string {
  const bare = url.trim()
  return bare === '' || bare.includes('://') ? url : `http://${bare}`
}

const PARTS = /^([^/?#]*\/\/[^/?#\\]*)?([^?#]*)(\?[^#]*)?/

/**
 * The URL as Insomnia sends it while its automatic encoding is on, which it is unless somebody switched it off: path
 * and query percent-encoded, what is encoded already left as it is, no fragment.
 */
export function wireUrl(url: string): string {
  const [, origin = '', path = '', query = ''] = PARTS.exec(withScheme(url).trim()) ?? []
  const segments = path.replace(/\\/g, '/').split('/')
  return `${origin}${segments.map(encodedSegment).join('/') || '/'}${encodedQuery(query.slice(1))}`
}

const encodedSegment = (segment: string) =>
  encoded(segment)
    .replace(/%(3A|40|24|2B|2C|3B|3D)/g, decodeURIComponent)
    .replace(/'/g, '%27')

function encodedQuery(query: string): string {
  if (query === '') return ''
  const pairs = query.split('&').map((pair) => {
    const [name = '', ...rest] = pair.split('=')
    return { name: decoded(name), value: rest.length === 0 ? undefined : decoded(rest.join('=')) }
  })
  const named = pairs.filter(({ name }) => name !== '')
  return named.length === 0 ? '' : `?${named.map(written).join('&')}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Percent-encodes everything except what is percent-encoded already.
 * @throws {CountersignError} `invalid-url` on half of a surrogate pair
 */
function encoded(text: string): string {
  if (!wellFormed(text)) throw notWellFormed()
  const pieces = text.split(/(%[0-9a-fA-F]{2})/)
  return pieces.map((piece, index) => (index % 2 === 1 ? piece : encodeURIComponent(piece))).join('')
}

const notWellFormed = () =>
  new CountersignError(
    'invalid-url',
    'The URL has half of a surrogate pair (a broken character), which cannot be sent as UTF-8. Take it out of the URL or its parameters.',
  )

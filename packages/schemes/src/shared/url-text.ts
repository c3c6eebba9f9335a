import { CountersignError, percentEncode, type Request, type Url } from '@countersign/core'

/** A request and where it goes. */
export interface Target {
  readonly request: Request
  readonly url: Url
}

// What no URL can carry as it is: every client percent-encodes it before it sends.
const SENDABLE = /^[\u0021-\u007e]*$/
const UNSENDABLE = /[^\u0021-\u007e]+/g

/** Path and query as they are sent, a question mark without a query included. */
export function requestTarget({ request, url }: Target): string {
  const hasQuery = url.query !== '' || /^[^#]*\?/.test(request.url)
  return sentForm(hasQuery ? `${url.path}?${url.query}` : url.path)
}

/** The same text with what cannot be sent (space, letters beyond ASCII) percent-encoded. */
export const sentForm = (text: string): string =>
  SENDABLE.test(text) ? text : text.replace(UNSENDABLE, encoded)

// Groups of a percent-encoded text: an octet, a plus, other reserved letters, and a percent sign that stands alone.
const PARTS = /%([0-9a-f]{2})|\+|[^%+A-Za-z0-9\-._~]+|%/gi
// Asked first: most texts are plain, and replacing takes k6 many times as long.
const PLAIN = /^[A-Za-z0-9\-._~]*$/
const UNRESERVED = /[A-Za-z0-9\-._~]/

/**
 * Percent-encodes a component of a URL afresh, whatever of it was encoded: only unreserved characters stay
 * (RFC 3986 section 2.3). Works on octets, so that it holds for text in any character set.
 * @param plus what a plus stands for: `' '` in a form (application/x-www-form-urlencoded)
 */
export function reencode(text: string, plus: '+' | ' ' = ' '): string {
  if (PLAIN.test(text)) return text
  return text.replace(PARTS, (part, octet?: string) => {
    if (octet !== undefined) return octetText(octet)
    if (part === '+') return plus === ' ' ? '%20' : '%2B'
    return encoded(part)
  })
}

function octetText(octet: string): string {
  const letter = String.fromCharCode(Number.parseInt(octet, 16))
  return UNRESERVED.test(letter) ? letter : `%${octet.toUpperCase()}`
}

/** @throws {CountersignError} `invalid-url` on half of a surrogate pair */
export function encoded(text: string): string {
  if (PLAIN.test(text)) return text
  try {
    return percentEncode(text)
  } catch {
    throw new CountersignError(
      'invalid-url',
      'The URL or form has half of a surrogate pair, which cannot be sent as UTF-8. Repair the text.',
    )
  }
}

/** The parameters of a query or a form, as they are written. Nothing between two separators is no parameter. */
export function parametersOf(query: string): [name: string, value: string][] {
  const pairs: [string, string][] = []
  if (query === '') return pairs
  const parts = query.split('&')
  for (let n = 0; n < parts.length; n++) {
    const part = parts[n] as string
    if (part === '') continue
    const at = part.indexOf('=')
    pairs.push(at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)])
  }
  return pairs
}

/** By the value of each octet: an encoded text is ASCII. */
export const byOctets = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

type Pairs = readonly (readonly [name: string, value: string])[]

/** Encoded parameters by name and then by value, as a query. */
export const sortedQuery = (pairs: Pairs): string => sortedText(pairs).replace(/\n/g, '=')

/** The same, percent-encoded once more: of an encoded text only the percent sign and the separators change. */
export function encodedQuery(pairs: Pairs): string {
  const text = sortedText(pairs)
  const encoded = text.includes('%') ? text.replace(/%/g, '%25') : text
  return encoded.replace(/&/g, '%26').replace(/\n/g, '%3D')
}

/** Sorted as texts, with a line end in place of the equals sign, since it comes before every letter: it is native. */
function sortedText(pairs: Pairs): string {
  const texts: string[] = []
  for (let at = 0; at < pairs.length; at++) {
    const pair = pairs[at] as Pairs[number]
    texts.push(`${pair[0]}\n${pair[1]}`)
  }
  return texts.sort().join('&')
}

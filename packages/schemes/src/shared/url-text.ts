import { CountersignError, percentEncode, type Url } from '@countersign/core'

// What no URL can carry as it is: every client percent-encodes it before it sends.
const SENDABLE = /^[\u0021-\u007e]*$/
const UNSENDABLE = /[^\u0021-\u007e]+/g

/** Path and query as they are sent, a question mark without a query included. */
export const requestTarget = ({ path, query, hasQuery }: Url): string =>
  sentForm(hasQuery ? `${path}?${query}` : path)

/** The same text with what cannot be sent (space, letters beyond ASCII) percent-encoded. */
export const sentForm = (text: string): string =>
  SENDABLE.test(text) ? text : text.replace(UNSENDABLE, encoded)

// Groups of a percent-encoded text: an octet, a plus, other reserved letters, and a percent sign that stands alone.
const PARTS = /%([0-9a-f]{2})|\+|[^%+A-Za-z0-9\-._~]+|%/gi
// Asked first: most texts are plain, and replacing takes k6 many times as long.
const PLAIN = /^[A-Za-z0-9\-._~]*$/
const UNRESERVED = /[A-Za-z0-9\-._~]/
// Encoded as it has to be: escapes in capitals, and none of an unreserved character.
const ENCODED = /^(?:[A-Za-z0-9\-._~]|%(?:[0189A-F][0-9A-F]|2[0-9A-CF]|3[A-F]|40|5[B-E]|60|7[BCDF]))*$/

/**
 * Percent-encodes a component of a URL afresh, whatever of it was encoded: only unreserved characters stay
 * (RFC 3986 section 2.3), and a plus stands for a space, as in a form. Works on octets, so that it holds for text in any
 * character set.
 */
export function reencode(text: string): string {
  if (ENCODED.test(text)) return text
  return text.replace(PARTS, (part, octet?: string) => {
    if (octet !== undefined) return octetText(octet)
    return part === '+' ? '%20' : encoded(part)
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

/** A parameter as it is sorted, natively: the line end, in place of the equals sign, comes before every letter. */
export const sortable = (name: string, value: string): string => `${name}\n${value}`

/** The parameters of a query or a form, encoded afresh and {@link sortable}. */
export function encodedParameters(query: string): string[] {
  if (query === '') return []
  const texts = query.split('&')
  let length = 0
  for (let n = 0; n < texts.length; n++) {
    const text = texts[n] as string
    if (text === '') continue
    const at = text.indexOf('=')
    const name = reencode(at < 0 ? text : text.slice(0, at))
    texts[length++] = sortable(name, at < 0 ? '' : reencode(text.slice(at + 1)))
  }
  texts.length = length
  return texts
}

/** {@link sortable} parameters by name and then by value, as a query. */
export const sortedQuery = (parameters: string[]): string => parameters.sort().join('&').replaceAll('\n', '=')

import { CountersignError } from '../../errors.js'
import type { Request } from '../../message.js'
import type { Url } from '../../url.js'

/** A parameter as it is written: in the query, or of the protocol. */
export type Pair = readonly [name: string, value: string]

// What the `url.parse` of Node, which Mastercard's library reads URLs with, percent-encodes.
const AUTO_ESCAPED = /[\t\n\r "'<>`{}|\\^]/g
const BEYOND_ASCII = /[\u007f-\uffff]+/g
/**
 * The signature base string (RFC 5849 section 3.4.1.1), with each peculiarity of Mastercard's library: only the first
 * `*` of the parameters and the first `!` of the whole are encoded beyond what `encodeURIComponent` encodes.
 * @param request its URL as it is sent
 * @example baseString({ method: 'GET', url: text }, parseUrl(text), [['oauth_version', '1.0']])
 */
export function baseString(
  { method, url: text }: Pick<Request, 'method' | 'url'>,
  url: Url,
  oauthParameters: readonly Pair[],
): string {
  const pairs = [...queryPairs(escaped(url.query)), ...oauthParameters]
  const parameters = encodeURIComponent(normalized(pairs))
  const uri = encodeURIComponent(baseUri(url, writtenPort(text, url)))
  return `${method.toUpperCase()}&${uri}&${parameters.replace('*', '%2A')}`.replace('!', '%21')
}

/** The base string URI (section 3.4.1.2): any port that is written stays, also 443. */
function baseUri({ scheme, host, path }: Url, port: string): string {
  return `${scheme}://${host.replace(/^\[|\]$/g, '')}${port}${escaped(path.replace(/\\/g, '/'))}`
}

/** `:443` if the URL has it, which other schemes leave out. */
function writtenPort(text: string, { scheme }: Url): string {
  const [authority = ''] = text.slice(`${scheme}://`.length).split(/[/?#]/)
  return /:\d+$/.exec(authority)?.[0] ?? ''
}

const escaped = (text: string): string =>
  text.replace(AUTO_ESCAPED, encodedLetter).replace(BEYOND_ASCII, percentEncoded)

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    const message = 'The URL has half of a surrogate pair, which cannot be sent as UTF-8. Repair the text.'
    throw new CountersignError('invalid-url', message)
  }
}

const encodedLetter = (letter: string) =>
  `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

/** The parameters of a query as they are written: nothing is decoded, and a leading `=` belongs to the name. */
function queryPairs(query: string): Pair[] {
  if (query === '') return []
  return query.split('&').map((pair) => {
    const at = pair.indexOf('=')
    return at > 0 ? [pair.slice(0, at), pair.slice(at + 1)] : [pair, '']
  })
}

/** Parameters normalization (section 3.4.1.3.2): equal values of a name become one, and nothing is encoded. */
function normalized(pairs: readonly Pair[]): string {
  const values = new Map<string, Set<string>>()
  for (const [name, value] of pairs) values.set(name, (values.get(name) ?? new Set()).add(value))
  const names = [...values.keys()].sort((one, other) => byText(sortKey(one), sortKey(other)))
  return names
    .flatMap((name) => [...(values.get(name) ?? [])].sort(byText).map((value) => `${name}=${value}`))
    .join('&')
}

// The library sorts pairs of a name and a Set as texts, so that `a%5B` comes before `a`.
const sortKey = (name: string) => `${name},[object Set]`

const byText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

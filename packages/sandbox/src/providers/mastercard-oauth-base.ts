import type { Incoming } from '../incoming.js'

/** The parameters of an Authorization header, as they are written. */
export type OAuthParameters = ReadonlyMap<string, string>

/**
 * Reads `OAuth name="value",…`; undefined if it is not of that form, or has a name twice. A realm is not signed
 * (RFC 5849 section 3.4.1.3.1), and Mastercard's library sends none.
 */
export function readAuthorization(text: string): OAuthParameters | undefined {
  const [, list] = /^OAuth (.+)$/.exec(text) ?? []
  if (list === undefined) return undefined
  const parameters = new Map<string, string>()
  for (const part of list.split(',')) {
    const [, name, value] = /^\s*([a-z_]+)="([^"]*)"\s*$/.exec(part) ?? []
    if (name === undefined || value === undefined || parameters.has(name)) return undefined
    if (name !== 'realm') parameters.set(name, value)
  }
  return isDecodable(parameters.get('oauth_signature') ?? '') ? parameters : undefined
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== ''
  } catch {
    return false
  }
}

/**
 * The text that Mastercard's library signs (RFC 5849 section 3.4.1, with what that library does differently): the query
 * as it is written, each pair of name and value once, and the whole encoded once.
 */
export function signatureBaseString(request: Incoming, parameters: OAuthParameters): string {
  const scheme = request.clientCertificate === undefined ? 'http' : 'https'
  const host = (request.headers.host?.[0] ?? '').toLowerCase().replace(/^\[(.*)\]/, '$1')
  const [target = '', ...queries] = request.target.split('?')
  const path = escapedAsUrlParse(target.replace(/\\/g, '/'))
  const rows = new Set<string>()
  const query = escapedAsUrlParse(queries.join('?'))
  for (const pair of query === '' ? [] : query.split('&')) rows.add(rowOf(pair))
  for (const [name, value] of parameters) if (name !== 'oauth_signature') rows.add(`${name}\n${value}`)
  const sorted = [...rows].sort(byNameThenValue).map((row) => row.replace('\n', '='))
  const encoded = encodeURIComponent(sorted.join('&')).replace(/\*/, '%2A')
  return [request.method, encodeURIComponent(`${scheme}://${host}${path}`), encoded]
    .join('&')
    .replace(/!/, '%21')
}

function rowOf(pair: string): string {
  const at = pair.indexOf('=')
  return at > 0 ? `${pair.slice(0, at)}\n${pair.slice(at + 1)}` : `${pair}\n`
}

function byNameThenValue(one: string, other: string): number {
  // The library's order of names is that of entries of a Map, turned into texts.
  const [name = '', value = ''] = one.split('\n')
  const [otherName = '', otherValue = ''] = other.split('\n')
  const order = compare(String([name, new Set()]), String([otherName, new Set()]))
  return order === 0 ? compare(value, otherValue) : order
}

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other))

/** What Node's `url.parse` percent-encodes of what a client sent as it is; in a path `\` is a slash to it. */
const escapedAsUrlParse = (text: string) =>
  text.replace(/["'<>`{}|\\^]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)

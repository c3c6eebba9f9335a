import type { Incoming } from '../incoming.js'
import type { OAuthParameters } from './mastercard-oauth-base.js'

/** Where RFC 5849 says something other than Mastercard's library does. */
const RULES = {
  encodedValues: 'each oauth_ value is encoded before all are joined (RFC 5849 section 3.4.1.3.2)',
  decodedQuery: 'the query is decoded and encoded again (RFC 5849 section 3.4.1.3.1)',
  everyPair: 'a pair that comes twice is signed twice (RFC 5849 section 3.4.1.3.2)',
  noDefaultPort: 'a default port is left out (RFC 5849 section 3.4.1.2)',
}
type Rule = keyof typeof RULES
const ALL = Object.keys(RULES) as Rule[]

/**
 * In which points a request was signed as RFC 5849 says and not as Mastercard's library does; none if it was not.
 * @param isSigned whether a text is the one that was signed
 */
export function rfcPoints(
  request: Incoming,
  parameters: OAuthParameters,
  isSigned: (text: string) => boolean,
): string[] {
  const whole = baseString(request, parameters, ALL)
  if (!isSigned(whole)) return []
  const matters = (rule: Rule) => baseString(request, parameters, without(rule)) !== whole
  return ALL.filter(matters).map((rule) => RULES[rule])
}

const without = (rule: Rule) => ALL.filter((other) => other !== rule)

type Row = readonly [name: string, value: string]

function baseString(request: Incoming, parameters: OAuthParameters, rules: readonly Rule[]): string {
  const [path = '', query = ''] = cut(request.target, '?')
  const pairs = query.split('&').filter(Boolean)
  const own = (rules.includes('everyPair') ? pairs : [...new Set(pairs)]).map((pair): Row => {
    const [name, value = ''] = cut(pair, '=')
    return rules.includes('decodedQuery') ? [recoded(name), recoded(value)] : [name, value]
  })
  const sent = [...parameters].filter(([name]) => name !== 'oauth_signature')
  const oauth = sent.map(
    ([name, value]): Row => [name, rules.includes('encodedValues') ? rfc3986(value) : value],
  )
  const rows = [...own, ...oauth].sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
  const uri = originOf(request, rules.includes('noDefaultPort')) + path
  return [request.method, uri, rows.map((row) => row.join('=')).join('&')].map(rfc3986).join('&')
}

function originOf({ clientCertificate, headers }: Incoming, noDefaultPort: boolean): string {
  const scheme = clientCertificate === undefined ? 'http' : 'https'
  const host = (headers.host?.[0] ?? '').toLowerCase()
  const port = scheme === 'http' ? ':80' : ':443'
  return `${scheme}://${noDefaultPort && host.endsWith(port) ? host.slice(0, -port.length) : host}`
}

function cut(text: string, at: string): [string, string?] {
  const place = text.indexOf(at)
  return place < 0 ? [text] : [text.slice(0, place), text.slice(place + 1)]
}

const rfc3986 = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )

function recoded(text: string): string {
  try {
    return rfc3986(decodeURIComponent(text.replace(/\+/g, ' ')))
  } catch {
    return text
  }
}

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other))

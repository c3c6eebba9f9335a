import type { Header } from '@countersign/core'
import { folded } from '../shared/fields.js'
import { byOctets, encoded, parametersOf, reencode } from '../shared/url-text.js'

/** The headers that are covered: each with its value, and their names. */
export interface SignedHeaders {
  readonly text: string
  readonly names: string
}

// What proxies and clients write or change on the way.
const UNSIGNED: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'expect',
  'presigned-expires',
  'range',
  'user-agent',
  'x-amzn-trace-id',
])

/**
 * Canonical headers: names in lower case and in order, runs of white space as one space, the values of a repeated
 * header joined by commas.
 * @param added headers of ours, in place of the request's of the same name
 * @param without a header of ours that is added after signing
 */
export function canonicalHeaders(
  headers: readonly Header[],
  added: readonly Header[],
  authority: string,
  without?: string,
): SignedHeaders {
  const fields: Record<string, string> = Object.create(null)
  const names: string[] = []
  const set = (name: string, value: string) => {
    if (fields[name] === undefined) names.push(name)
    fields[name] = value
  }
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    if (UNSIGNED.has(key) || key === without) continue
    const before = fields[key]
    set(key, before === undefined ? folded(value) : `${before},${folded(value)}`)
  }
  if (fields.host === undefined) set('host', authority)
  for (const [name, value] of added) set(name.toLowerCase(), value)
  names.sort()
  let text = ''
  for (const name of names) text += `${name}:${fields[name]}\n`
  return { text, names: names.join(';') }
}

/** Canonical query string: each name and value encoded, by name and then by value. */
export function canonicalQuery(query: string, added: readonly (readonly [string, string])[] = []): string {
  if (query === '' && added.length === 0) return ''
  const pairs = parametersOf(query).map(([name, value]) => [reencode(name), reencode(value)] as const)
  for (const [name, value] of added) pairs.push([encoded(name), encoded(value)])
  if (pairs.length > 1) pairs.sort(([a, x], [b, y]) => byOctets(a, b) || byOctets(x, y))
  let text = ''
  for (const [name, value] of pairs) text += `${text === '' ? '' : '&'}${name}=${value}`
  return text
}

const PLAIN = /^[A-Za-z0-9\-._~/]*$/

/**
 * Canonical URI. Of S3 it is the path as it stands, encoded once; of every other service it is normalised (RFC 3986
 * section 6.2.2.3, and `//` as `/`) and encoded once more than it is sent.
 */
export function canonicalUri(path: string, service: string): string {
  if (PLAIN.test(path) && !path.includes('//') && !path.includes('/.')) return path
  if (service === 's3') return reencode(path).replace(/%2F/g, '/')
  return normalised(path).split('/').map(encoded).join('/')
}

function normalised(path: string): string {
  if (!/\/\/|\/\.{1,2}(\/|$)/.test(path)) return path
  const kept: string[] = []
  const pieces = path.split('/')
  for (const piece of pieces) {
    if (piece === '..') kept.pop()
    else if (piece !== '.' && piece !== '') kept.push(piece)
  }
  // As AWS's own SDKs have it: a path that ends with a dot segment gets no slash at its end.
  return `/${kept.join('/')}${path.endsWith('/') && kept.length > 0 ? '/' : ''}`
}

import type { Header } from '@countersign/core'
import { folded } from '../shared/fields.js'
import { encoded, encodedParameters, sortable, sortedQuery } from '../shared/url-text.js'

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
  for (let at = 0; at < headers.length; at++) {
    const header = headers[at] as Header
    const key = header[0].toLowerCase()
    if (UNSIGNED.has(key) || key === without) continue
    const before = fields[key]
    set(key, before === undefined ? folded(header[1]) : `${before},${folded(header[1])}`)
  }
  if (fields.host === undefined) set('host', authority)
  for (let at = 0; at < added.length; at++) {
    const header = added[at] as Header
    set(header[0].toLowerCase(), header[1])
  }
  names.sort()
  let text = ''
  for (let at = 0; at < names.length; at++) text += `${names[at]}:${fields[names[at] as string]}\n`
  return { text, names: names.join(';') }
}

/** Canonical query string: each name and value encoded, by name and then by value. */
export function canonicalQuery(query: string, added: readonly (readonly [string, string])[] = []): string {
  const parameters = encodedParameters(query)
  for (const [name, value] of added) parameters.push(sortable(encoded(name), encoded(value)))
  return sortedQuery(parameters)
}

import { type Data, type HashName, type Header, type Host, headerValue } from '@countersign/core'
import { readDictionary } from './structured-fields.js'

const HASHES: ReadonlyMap<string, HashName> = new Map([
  ['sha-256', 'SHA-256'],
  ['sha-512', 'SHA-512'],
])

/** A Content-Digest (RFC 9530 section 2). */
export function contentDigest(name: string, body: Data, host: Host): string {
  return `${name}=:${host.hash(HASHES.get(name) ?? 'SHA-256', [body], 'base64')}:`
}

/** Whether the Content-Digest of a message is that of its body; undefined if it has none that can be checked. */
export function digestHolds(headers: readonly Header[], body: Data, host: Host): boolean | undefined {
  const value = headerValue(headers, 'Content-Digest')
  if (value === undefined) return undefined
  try {
    const known = [...readDictionary(value)].filter(([name]) => HASHES.has(name))
    if (known.length === 0) return undefined
    return known.every(([name, { value: digest }]) => contentDigest(name, body, host) === `${name}=${digest}`)
  } catch {
    return false
  }
}

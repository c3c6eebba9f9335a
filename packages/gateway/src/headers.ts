import type { Header } from '@countersign/core'

/** What belongs to one connection and is never forwarded (RFC 9110 section 7.6.1; 7.6.3 and 11.7 for proxies). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Names and values by turns, as pairs. */
export function pairs(raw: readonly string[]): Header[] {
  const headers: Header[] = []
  for (let at = 0; at + 1 < raw.length; at += 2) headers.push([raw[at] as string, raw[at + 1] as string])
  return headers
}

/** Headers to hand on, in order: without those of this connection, and those that `Connection` names. */
export function endToEnd(headers: readonly Header[], more: ReadonlySet<string> = new Set()): Header[] {
  const named = namedByConnection(headers)
  return headers.filter(([name]) => {
    const lower = name.toLowerCase()
    return !HOP_BY_HOP.has(lower) && !named.has(lower) && !more.has(lower)
  })
}

function namedByConnection(headers: readonly Header[]): ReadonlySet<string> {
  const values = headers.filter(([name]) => name.toLowerCase() === 'connection').map(([, value]) => value)
  const names = values.flatMap((value) => value.split(',')).map((name) => name.trim().toLowerCase())
  // What frames the body is not theirs to name.
  return new Set(names.filter((name) => name !== 'content-length' && name !== 'host'))
}

export const valuesOf = (headers: readonly Header[], name: string): string[] =>
  headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value)

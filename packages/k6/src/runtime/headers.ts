import { CountersignError } from '@countersign/core/errors'
import type { Header } from '@countersign/core/message'
import type { HeaderRecord } from './parts.js'
import { addHeaders } from './send.js'

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// What Go's HTTP client refuses to send; it sends all other letters as UTF-8.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/

type Headers = Readonly<Record<string, unknown>>

// Looked up once: k6 takes longer if a global's property is asked for.
const { keys } = Object

export const NO_HEADERS: readonly Header[] = []
let last = NO_HEADERS
let lastRecord: HeaderRecord = {}

/**
 * The headers of a call. Most calls have those of the call before: they are neither read nor checked again.
 * @throws {CountersignError} `invalid-header` on one that k6 would not send; its value is not shown
 */
export function headerList(
  headers: Headers | undefined,
  provider: { readonly id: string },
): readonly Header[] {
  if (!headers) return NO_HEADERS
  const names = keys(headers)
  if (isSame(names, headers)) return last
  const list = names.map((name): Header => [name, String(headers[name])])
  for (const [name, value] of list)
    if (!NAME.test(name) || CONTROL.test(value)) throw invalid(name, provider.id)
  last = list
  lastRecord = addHeaders({}, list)
  return list
}

/** The same headers as k6 takes them, but for those that are dropped. */
export function headerRecord(list: readonly Header[], drop?: readonly string[]): HeaderRecord {
  if (drop === undefined) return list === last ? lastRecord : addHeaders({}, list)
  if (lastKept?.list !== list || lastKept.drop !== drop)
    lastKept = { list, drop, record: addHeaders({}, list, drop) }
  return lastKept.record
}

let lastKept: { list: readonly Header[]; drop: readonly string[]; record: HeaderRecord } | undefined

function isSame(names: readonly string[], headers: Headers): boolean {
  const { length } = names
  if (length !== last.length) return false
  for (let at = 0; at < length; at++) {
    const name = names[at] as string
    const header = last[at] as Header
    if (header[0] !== name || header[1] !== headers[name]) return false
  }
  return true
}

function invalid(name: string, provider: string): CountersignError {
  const safe = name.replace(/[^\u0021-\u007e]/g, '�').slice(0, 60)
  return new CountersignError(
    'invalid-header',
    `The header "${safe}" holds a line end, a control character or a letter that a header cannot carry. Take it out.`,
    provider,
  )
}

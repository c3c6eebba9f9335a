import { CountersignError } from '@countersign/core/errors'
import type { Header } from '@countersign/core/message'

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// What Go's HTTP client refuses to send; it sends all other letters as UTF-8.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/

type Headers = Readonly<Record<string, unknown>>

const NO_HEADERS: readonly Header[] = []
let last = NO_HEADERS

/**
 * The headers of a call. Most calls have those of the call before: they are neither read nor checked again.
 * @throws {CountersignError} `invalid-header` on one that k6 would not send; its value is not shown
 */
export function headerList(headers: Headers | undefined, provider: string): readonly Header[] {
  if (!headers) return NO_HEADERS
  const names = Object.keys(headers)
  if (isSame(names, headers)) return last
  const list = names.map((name): Header => [name, String(headers[name])])
  for (const [name, value] of list) if (!NAME.test(name) || CONTROL.test(value)) throw invalid(name, provider)
  last = list
  return list
}

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

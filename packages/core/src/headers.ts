import { CountersignError } from './errors.js'
import type { Header } from './message.js'

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// A field value (RFC 9110 section 5.5), and the letters of Latin-1 that tools still send.
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/
// What a tool sends of its own accord: letters beyond Latin-1 travel as UTF-8 or not at all, as the tool has it.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const TOOLS_VALUE = /^[^\u0000-\u0008\u000a-\u001f\u007f]*$/

/**
 * Checks the headers of a request, which the tool sends and nobody signs. A bad value is not shown.
 * @throws {CountersignError} `invalid-header` on CR, LF, NUL or another control character, or a bad name
 */
export function checkHeaders(headers: readonly Header[], provider: string): void {
  check(headers, TOOLS_VALUE, provider)
}

/**
 * Checks the headers that a provider adds. A bad value is not shown.
 * @throws {CountersignError} `invalid-header` on what no header can carry everywhere
 */
export function checkOwnHeaders(headers: readonly Header[], provider: string): void {
  check(headers, VALUE, provider)
}

function check(headers: readonly Header[], value: RegExp, provider: string): void {
  const bad = headers.find(([name, text]) => !(NAME.test(name) && value.test(text)))
  if (!bad) return
  const name = bad[0].replace(/[^\u0021-\u007e]/g, '�').slice(0, 60)
  throw new CountersignError(
    'invalid-header',
    `The header "${name}" holds a line end, a control character or a letter that a header cannot carry. Take it out.`,
    provider,
  )
}

import { CountersignError } from './errors.js'
import type { Header } from './message.js'

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// A field value (RFC 9110 section 5.5), and the letters of Latin-1 that tools still send.
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/

/**
 * Checks that headers can be sent as they are. A bad value is not shown.
 * @throws {CountersignError} `invalid-header` on CR, LF, NUL or a character that no header can carry
 */
export function checkHeaders(headers: readonly Header[], provider: string): void {
  const bad = headers.find(([name, value]) => !(NAME.test(name) && VALUE.test(value)))
  if (!bad) return
  const name = bad[0].replace(/[^\u0021-\u007e]/g, '�').slice(0, 60)
  throw new CountersignError(
    'invalid-header',
    `The header "${name}" holds a line end, a control character or a letter that a header cannot carry. Take it out.`,
    provider,
  )
}

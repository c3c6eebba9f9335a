import { CountersignError } from './errors.js'
import type { Header } from './message.js'

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// A field value (RFC 9110 section 5.5), and the letters of Latin-1 that tools still send.
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/

// Names come again with every request: those found good are remembered, up to a number.
const goodNames = new Set<string>()
const MOST_NAMES = 200

/** @throws {CountersignError} `invalid-header`: CR, LF, NUL or a letter no header carries; the value is not shown */
export function checkHeaders(headers: readonly Header[], provider: string): void {
  if (!areGood(headers)) refuse(headers, provider)
}

/** All values in one look, by index: in k6 an iterator costs more than a signature. */
function areGood(headers: readonly Header[]): boolean {
  let values = ''
  for (let at = 0; at < headers.length; at++) {
    const header = headers[at] as Header
    if (!isGoodName(header[0])) return false
    values += header[1]
  }
  return values === '' || VALUE.test(values)
}

function isGoodName(name: string): boolean {
  if (goodNames.has(name)) return true
  const isGood = NAME.test(name)
  if (isGood && goodNames.size < MOST_NAMES) goodNames.add(name)
  return isGood
}

function refuse(headers: readonly Header[], provider: string): void {
  for (const [name, value] of headers) {
    if (NAME.test(name) && VALUE.test(value)) continue
    const safe = name.replace(/[^\u0021-\u007e]/g, '�').slice(0, 60)
    throw new CountersignError(
      'invalid-header',
      `The header "${safe}" holds a line end, a control character or a letter that a header cannot carry. Take it out.`,
      provider,
    )
  }
}

import { CountersignError } from './errors.js'
import type { Header } from './message.js'

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// A field value (RFC 9110 section 5.5), and the letters of Latin-1 that tools still send.
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/

// Names come again with every request: those found good are remembered, up to a number.
const goodNames = new Set<string>()
const MOST_NAMES = 200

/** @throws {CountersignError} `invalid-header`: CR, LF, NUL or a letter no header carries; the value is not shown */
export function checkHeaders(
  headers: readonly Header[],
  provider: string,
  more: readonly Header[] = [],
): void {
  const values = valuesOf(headers, valuesOf(more, ''))
  if (values !== undefined && areGood(values)) return
  refuse(headers, provider)
  refuse(more, provider)
}

/** All values as one text, to be looked at once; undefined where a name is bad. By index: iterators are slow in k6. */
function valuesOf(headers: readonly Header[], before: string | undefined): string | undefined {
  if (before === undefined) return undefined
  const { length } = headers
  let values = before
  for (let at = 0; at < length; at++) {
    const header = headers[at] as Header
    if (!goodNames.has(header[0]) && !isGoodName(header[0])) return undefined
    values += header[1]
  }
  return values
}

const areGood = (values: string) =>
  values === '' || isPlain(values) || isPlain(values.replaceAll(' ', '')) || VALUE.test(values)

/** What `encodeURI` leaves as it is, is printable ASCII: it tells so faster than a regular expression (in k6, four times). */
function isPlain(text: string): boolean {
  try {
    return encodeURI(text) === text
  } catch {
    return false
  }
}

function isGoodName(name: string): boolean {
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

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
}
const ESCAPE =
  /\\(?:([abeEfnrtv\\'"?])|([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c(.))/y

/** Reads bash's `$'…'` from behind its opening quote. `\u` stands for UTF-8 bytes, as in a UTF-8 locale. */
export function readAnsiC(source: string, from: number): { text: string; next: number } {
  const parts: string[] = []
  let at = from
  while (at < source.length && source[at] !== "'") {
    ESCAPE.lastIndex = at
    const match = source[at] === '\\' ? ESCAPE.exec(source) : null
    if (match) {
      parts.push(meaningOf(match, source, at))
      at += match[0].length
      continue
    }
    const stop = /[\\']/g
    stop.lastIndex = at + 1
    const end = stop.exec(source)?.index ?? source.length
    parts.push(source.slice(at, end))
    at = end
  }
  return { text: surrogatesJoined(parts), next: at + 1 }
}

function meaningOf(
  [, simple, octal, hex, four, eight, control]: RegExpExecArray,
  source: string,
  at: number,
): string {
  if (simple) return SIMPLE[simple] ?? ''
  if (octal) return String.fromCharCode(Number.parseInt(octal, 8) & 255)
  if (hex) return String.fromCharCode(Number.parseInt(hex, 16))
  if (control) return String.fromCharCode(control.charCodeAt(0) & 31)
  const code = Number.parseInt(four ?? eight ?? '0', 16)
  // Browsers write letters beyond the first plane as two \u of a surrogate pair: kept, and joined below.
  if (code >= 0xd800 && code <= 0xdfff) return String.fromCharCode(code)
  return code > 0x10ffff ? source.slice(at, at + 10) : utf8(String.fromCodePoint(code))
}

const utf8 = (text: string) => Buffer.from(text).toString('latin1')

const surrogatesJoined = (parts: readonly string[]) =>
  parts.join('').replace(/[\ud800-\udbff][\udc00-\udfff]/g, (pair) => utf8(pair))

/** What files, shells and languages leave around a value, the longest first. */
const NAMES: readonly (readonly [text: string, name: string])[] = [
  ['\r\n', 'a CRLF'],
  ['\r', 'a carriage return (\\r)'],
  ['\n', 'a newline'],
  ['\t', 'a tab'],
  [' ', 'a space'],
  ['\u00a0', 'a no-break space'],
  ['\u200b', 'a zero-width space'],
  ['\ufeff', 'a byte order mark'],
  ['\\r\\n', '\\r\\n as text'],
  ['\\r', '\\r as text'],
  ['\\n', '\\n as text'],
  ['%0D%0A', '%0D%0A'],
  ['%0A', '%0A'],
  [',', 'a comma'],
  [';', 'a semicolon'],
]
const QUOTES = /^(b?)["'`\u201c\u201d\u2018\u2019]$/

/**
 * What stands around an expected value in one that was sent, as in `a carriage return (\r) after it`, so that neither
 * is shown; undefined if they differ in another way. Header values come as Latin-1.
 */
export function aroundIn(sent: string, expected: string): string | undefined {
  if (expected === '' || sent === expected) return undefined
  return between(sent, expected) ?? between(Buffer.from(sent, 'latin1').toString(), expected)
}

/**
 * What was made of an expected value: something around it, another encoding, a part. In words that follow the value's
 * name; undefined if that cannot be seen.
 */
export function madeOf(sent: string, expected: string): string | undefined {
  const around = aroundIn(sent, expected)
  if (around) return ` with ${around}`
  if (sent === expected || sent.length < SHORTEST || expected.length < SHORTEST) return undefined
  const [of, length] = [`of the ${expected.length} characters of`, sent.length]
  if (expected.startsWith(sent)) return `, cut off: the first ${length} ${of} it`
  if (expected.endsWith(sent)) return ` without its beginning: the last ${length} ${of} it`
  if (expected.includes(sent)) return `, a part of it: ${length} ${of} it`
  if (sent === expected + expected) return ' twice'
  const [made] = ENCODINGS.find(([, write]) => write(expected) === sent) ?? []
  const isRecased = sent.toLowerCase() === expected.toLowerCase()
  return made ?? (isRecased ? ' in other upper and lower case' : undefined)
}

// Shorter parts are the same by chance.
const SHORTEST = 8

const html = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

const ENCODINGS: readonly (readonly [says: string, write: (text: string) => string])[] = [
  [', percent-encoded', encodeURIComponent],
  [', encoded in base64', (text) => Buffer.from(text).toString('base64')],
  [', encoded in base64url', (text) => Buffer.from(text).toString('base64url')],
  [', encoded in hex', (text) => Buffer.from(text).toString('hex')],
  [', escaped for HTML', html],
  [', as a JSON string', (text) => JSON.stringify(text)],
]

function between(sent: string, expected: string): string | undefined {
  const at = sent.indexOf(expected)
  if (at < 0 || sent.length > expected.length + LONGEST) return undefined
  const [before, after] = [sent.slice(0, at), sent.slice(at + expected.length)]
  const [, python] = QUOTES.exec(before) ?? []
  if (python !== undefined && QUOTES.test(after))
    return python ? "Python's b'…' around it" : 'quotes around it'
  const names = [namesOf(before, 'before it'), namesOf(after, 'after it')]
  return names.includes(undefined) ? undefined : names.filter(Boolean).join(' and ')
}

const LONGEST = 20

/** The names of invisible characters; empty if there are none, undefined if others are among them. */
function namesOf(text: string, where: string): string | undefined {
  const found: string[] = []
  for (let left = text; left !== ''; ) {
    const [one, name] = NAMES.find(([start]) => left.startsWith(start)) ?? []
    if (one === undefined || name === undefined) return undefined
    found.push(name)
    left = left.slice(one.length)
  }
  return found.length === 0 ? '' : `${[...new Set(found)].join(' and ')} ${where}`
}

/** A value with something around it, and what that is: what people use as a key. */
export function spoilt(text: string): readonly (readonly [value: string, what: string])[] {
  const marks = NAMES.filter(([mark]) => /^\s$|^\r\n$/.test(mark) || mark === '\u200b')
  return [
    ...marks.map(([mark, name]) => [text + mark, `${name} after it`] as const),
    [` ${text}`, 'a space before it'],
    [`"${text}"`, 'quotes around it'],
    [`'${text}'`, 'quotes around it'],
    [`b'${text}'`, "Python's b'…' around it"],
    [`\ufeff${text}`, 'a byte order mark before it'],
    [`\u00ef\u00bb\u00bf${text}`, 'a byte order mark, read as Latin-1, before it'],
    [`\ufeff${text}\r\n`, 'a byte order mark before it and a CRLF after it'],
  ]
}

/** A text without the white space of HTTP around it (RFC 9110 section 5.6.3): JavaScript's `trim` takes more. */
export function trimmed(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && isOws(text[start])) start++
  while (end > start && isOws(text[end - 1])) end--
  return text.slice(start, end)
}

const isOws = (letter: string | undefined) => letter === ' ' || letter === '\t'

import { type JsonText, type Layout, readJsonText, rewritten, scalarsOf, writeJsonText } from './json-text.js'
import type { Body } from './mistake.js'

interface Style<T> {
  /** In words that follow "the JSON of the body". */
  readonly when: string
  readonly how: T
}

type Scalar = (text: string) => string

/** In one line. */
export const line = (comma: string, colon: string): Layout => ({ comma, colon, indent: '', line: '' })
const lines = (indent: string, newline = '\n', colon = ': '): Layout => ({
  comma: ',',
  colon,
  indent,
  line: newline,
})

const LAYOUTS: readonly Style<Layout | undefined>[] = [
  { when: '', how: undefined },
  { when: 'is minified', how: line(',', ':') },
  { when: "has a space after each comma and colon, like Python's json.dumps", how: line(', ', ': ') },
  { when: 'is indented by 2 spaces', how: lines('  ') },
  { when: 'is indented by 4 spaces', how: lines('    ') },
  { when: 'is indented by tabs', how: lines('\t') },
  { when: 'is indented by 2 spaces with CRLF', how: lines('  ', '\r\n') },
  { when: 'is indented by 4 spaces with CRLF', how: lines('    ', '\r\n') },
  { when: 'is indented with a space before each colon, like Jackson', how: lines('  ', '\n', ' : ') },
]

const same: Scalar = (text) => text
const number =
  (change: (text: string) => string): Scalar =>
  (text) =>
    /^[-\d]/.test(text) ? change(text) : text
const string =
  (change: (text: string) => string): Scalar =>
  (text) =>
    text.startsWith('"') ? change(text) : text

const NUMBERS: readonly Style<Scalar>[] = [
  { when: '', how: same },
  {
    when: "has its numbers in JavaScript's form (12.5 for 12.50)",
    how: number((text) => String(Number(text))),
  },
  {
    when: 'has its numbers with two decimals',
    how: number((text) => (/e/i.test(text) ? text : Number(text).toFixed(2))),
  },
  {
    when: 'has two decimals for numbers with a fraction',
    how: number((text) => (/^-?\d+\.\d+$/.test(text) ? Number(text).toFixed(2) : text)),
  },
  {
    when: 'has its whole numbers with .0',
    how: number((text) => (/^-?\d+$/.test(text) ? `${text}.0` : text)),
  },
  { when: 'has its numbers in quotes', how: number((text) => `"${text}"`) },
  { when: 'has its numbers without quotes', how: (text) => /^"(-?\d+(?:\.\d+)?)"$/.exec(text)?.[1] ?? text },
]

/** Whatever is not ASCII as `\\uXXXX`. */
export const escaped = (text: string, capitals: boolean) =>
  text.replace(/[^\0-\u007f]/g, (letter) => {
    const digits = letter.charCodeAt(0).toString(16).padStart(4, '0')
    return `\\u${capitals ? digits.toUpperCase() : digits}`
  })
/** A scalar with no more escapes than JSON needs. */
export const plain = (text: string) => {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return text
  }
}
const html = (text: string) =>
  plain(text).replace(/[<>&]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)

const STRINGS: readonly Style<Scalar>[] = [
  { when: '', how: same },
  // Before those that escape: of a text in ASCII they do the same.
  { when: 'has no \\u escapes', how: string(plain) },
  { when: 'has non-ASCII characters escaped as \\uXXXX', how: string((text) => escaped(plain(text), false)) },
  {
    when: 'has non-ASCII characters escaped as \\uXXXX in upper case',
    how: string((text) => escaped(plain(text), true)),
  },
  {
    when: 'has its slashes escaped, like PHP',
    how: string((text) => plain(text).replace(/\//g, '\\/')),
  },
  {
    when: 'has slashes and non-ASCII characters escaped, like PHP',
    how: string((text) => escaped(plain(text).replace(/\//g, '\\/'), false)),
  },
  { when: 'has <, > and & escaped, like Go', how: string(html) },
]

const SORTS: readonly Style<boolean>[] = [
  { when: '', how: false },
  { when: 'has its members sorted by name', how: true },
]

const ADVICE = 'Sign the text that is sent: serialize the JSON once, and send that.'
// All of them together, in characters: long bodies get fewer.
const MOST = 40_000_000

/** A JSON body as other programs would write it, those with the fewest changes first. */
export function* jsonBodies(body: Buffer): Generator<Body> {
  const text = body.toString('utf8').replace(/^\ufeff/, '')
  const json = readJsonText(text)
  if (!json || json.kind === 'scalar') return
  const scalars = scalarsOf(json)
  // What indentation adds grows with the depth.
  const indentation = scalars.reduce((sum, { depth }) => sum + 8 * (depth + 1), 0)
  yield {
    body: Buffer.from(pythonText(json)),
    when: "the JSON of the body is a Python dict's text",
    advice: PYTHON,
  }
  let left = MOST
  for (const styles of byChanges()) {
    left -= body.length * 2 + (styles[0].how?.indent ? indentation : 0)
    if (left < 0) return
    const written = write(text, { json, scalars }, styles)
    const when = `the JSON of the body ${styles
      .map((style) => style.when)
      .filter(Boolean)
      .join(', and ')}`
    yield { body: Buffer.from(written), when, advice: ADVICE }
    const newline = styles.filter((style) => style.when).length === 1 && (styles[0].when || styles[2].when)
    if (newline)
      yield { body: Buffer.from(`${written}\n`), when: `${when}, and has a trailing newline`, advice: ADVICE }
  }
}

const PYTHON = 'Sign json.dumps(data), and send that: str(data) is not JSON.'

/** What Python's `str` makes of a dict. */
function pythonText(json: JsonText): string {
  const words: Readonly<Record<string, string>> = { true: 'True', false: 'False', null: 'None' }
  const scalar = (text: string) => {
    if (!text.startsWith('"')) return words[text] ?? text
    const inner = plain(text).slice(1, -1).replace(/\\"/g, '"')
    return inner.includes("'") ? `"${inner}"` : `'${inner}'`
  }
  return writeJsonText(json, line(', ', ': '), scalar)
}

type Styles = readonly [Style<Layout | undefined>, Style<Scalar>, Style<Scalar>, Style<boolean>]

function byChanges(): Styles[] {
  const all = LAYOUTS.flatMap((layout) =>
    SORTS.flatMap((sort) =>
      NUMBERS.flatMap((numbers) => STRINGS.map((strings): Styles => [layout, numbers, strings, sort])),
    ),
  )
  const changes = (styles: Styles) => styles.filter(({ when }) => when).length
  return all
    .filter((styles) => changes(styles) > 0 && changes(styles) < 4 && (!styles[3].how || styles[0].how))
    .sort((one, other) => changes(one) - changes(other))
}

interface Read {
  readonly json: JsonText
  readonly scalars: ReturnType<typeof scalarsOf>
}

function write(text: string, { json, scalars }: Read, [layout, numbers, strings, sort]: Styles): string {
  const scalar = (one: string) => strings.how(numbers.how(one))
  if (layout.how) return writeJsonText(json, layout.how, scalar, sort.how)
  // The layout stays: only the scalars are rewritten, each in its place.
  return rewritten(text, scalars, scalar)
}

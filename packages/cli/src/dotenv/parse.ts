/** One line of a .env file, or several if its value has quotes around them. */
export interface Entry {
  readonly name: string
  readonly value: string
  /** Where it starts and ends in the text, its line end included. */
  readonly start: number
  readonly end: number
}

// As shells set a variable: `export` of sh, `set` of cmd, `$env:` of PowerShell.
const HEAD = /[^\S\n]*(?:(?:export|set)[^\S\n]+|\$env:)?([\w.-]+)[^\S\n]*(?:=|:(?=\s))/iy

/**
 * The entries of a .env file, as the package dotenv reads them, with three differences: a `#` starts a comment only after
 * white space, as in a shell, so that it does not cut a secret; lines as cmd and PowerShell set a variable are read; and
 * a file takes time in proportion to its length.
 * @example entriesOf("A='x y'\n") // [{ name: 'A', value: 'x y', start: 0, end: 8 }]
 */
export const entriesOf = (source: string): Entry[] => linesOf(source).entries

/** A line that is neither an entry nor a comment: its number, from 1 on, and its first word. */
export interface StrayLine {
  readonly line: number
  readonly word: string
}

/** The lines that hold something and are no entry: a name without `=`, or what is not of a .env file at all. */
export const strayLinesOf = (source: string): StrayLine[] => linesOf(source).strays

function linesOf(source: string): { entries: Entry[]; strays: StrayLine[] } {
  const text = source.replace(/\r\n?/g, '\n')
  const closing = closingQuotes(text)
  const entries: Entry[] = []
  const strays: StrayLine[] = []
  let [at, line] = [0, 1]
  while (at < text.length) {
    HEAD.lastIndex = at
    const head = HEAD.exec(text)
    const { value, end } = head
      ? valueAt(text, HEAD.lastIndex, closing)
      : { value: '', end: lineEnd(text, at) }
    const whole = text.slice(at, end)
    const [word = ''] = whole.trim().split(/\s/, 1)
    if (head) entries.push({ name: head[1] ?? '', value, start: at, end: Math.min(end + 1, text.length) })
    else if (word !== '' && !word.startsWith('#')) strays.push({ line, word })
    line += whole.split('\n').length
    at = end + 1
  }
  return { entries, strays }
}

/** The settings of a .env file; of a name that occurs twice the last one counts. */
export const parseDotenv = (text: string): Record<string, string> =>
  Object.fromEntries(entriesOf(text).map(({ name, value }) => [name, value]))

/** The names of the entries whose value begins with a quotation mark that is not closed, before the next entry at least. */
export function openQuotesIn(source: string): string[] {
  const text = source.replace(/\r\n?/g, '\n')
  const isOpen = ({ value, start }: Entry) => {
    HEAD.lastIndex = start
    HEAD.exec(text)
    const mark = text.slice(HEAD.lastIndex).trimStart()[0] ?? ''
    if (mark === '' || !'\'"`'.includes(mark)) return false
    return (value[0] === mark && (value.length === 1 || !value.endsWith(mark))) || holdsEntry(value, mark)
  }
  return entriesOf(text)
    .filter(isOpen)
    .map(({ name }) => name)
}

/** Whether the mark that closes a value was to open the value of a later line. */
const holdsEntry = (value: string, mark: string) =>
  value
    .split('\n')
    .slice(1)
    .some((line) => {
      const at = line.indexOf(`=${mark}`)
      return at > 0 && /^[\w.-]+$/.test(line.slice(0, at))
    })

type Closing = (quote: string, from: number) => number | undefined

function valueAt(text: string, start: number, closing: Closing): { value: string; end: number } {
  const end = lineEnd(text, start)
  const first = start + (/^[^\S\n]*/.exec(text.slice(start, end))?.[0].length ?? 0)
  const quote = text[first] ?? ''
  const close = '\'"`'.includes(quote) && quote !== '' ? closing(quote, first + 1) : undefined
  if (close === undefined) return { value: unquoted(text.slice(start, end)), end }
  return { value: expandedIn(quote, text.slice(first + 1, close)), end: lineEnd(text, close) }
}

/** Finds the next quote that ends a value: only white space or a comment follows it on its line. */
function closingQuotes(text: string): Closing {
  const noneAfter = new Map<string, number>()
  return (quote, from) => {
    if (from >= (noneAfter.get(quote) ?? Number.POSITIVE_INFINITY)) return undefined
    for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
      if (quote === '"' && text[at - 1] === '\\' && at > from) continue
      if (endsLine(text, at + 1)) return at
    }
    noneAfter.set(quote, from)
    return undefined
  }
}

function endsLine(text: string, from: number): boolean {
  let at = from
  while (at < text.length && text[at] !== '\n' && /\s/.test(text[at] ?? '')) at++
  return at >= text.length || text[at] === '\n' || text[at] === '#'
}

const lineEnd = (text: string, from: number) => {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** In double quotes `\n` is a line end. */
const expandedIn = (quote: string, value: string) =>
  quote === '"' ? value.replace(/\\n/g, '\n').replace(/\\r/g, '\r') : value

function unquoted(rest: string): string {
  const comment = rest.search(/\s#/)
  const value = (comment < 0 ? rest : rest.slice(0, comment)).trim()
  const quote = value[0] ?? ''
  const isQuoted = value.length > 1 && '\'"`'.includes(quote) && value.endsWith(quote)
  return isQuoted ? expandedIn(quote, value.slice(1, -1)) : value
}

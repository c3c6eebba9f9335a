import { SyntaxProblem } from './syntax.js'

export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'end'
  readonly text: string
  /** Where it begins and ends in the source. */
  readonly from: number
  readonly to: number
}

const SPACE = /\s*/y
const NAME = /[A-Za-z_][A-Za-z0-9_-]*/y
const NUMBER = /\d+/y
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  '"': '"',
  "'": "'",
}

/** The next token of an expression from `at` on. @throws {SyntaxProblem} */
export function nextToken(source: string, at: number): Token {
  const from = at + (matched(SPACE, source, at) ?? '').length
  const letter = source.charAt(from)
  if (letter === '') return { kind: 'end', text: '', from, to: from }
  if (letter === '"' || letter === "'") return textToken(source, from)
  if ('(),}'.includes(letter)) return { kind: 'sign', text: letter, from, to: from + 1 }
  const name = matched(NAME, source, from)
  if (name) return { kind: 'name', text: name, from, to: from + name.length }
  const number = matched(NUMBER, source, from)
  if (number) return { kind: 'number', text: number, from, to: from + number.length }
  throw new SyntaxProblem(
    `${JSON.stringify(letter)} is not expected here. Write values, functions such as hex(…), and texts in quotes.`,
  )
}

function matched(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0]
}

function textToken(source: string, from: number): Token {
  const quote = source.charAt(from)
  let text = ''
  for (let at = from + 1; at < source.length; at++) {
    const letter = source.charAt(at)
    if (letter === quote) return { kind: 'text', text, from, to: at + 1 }
    if (letter !== '\\') text += letter
    else text += escaped(source.charAt(++at))
  }
  throw new SyntaxProblem(`the text that begins with ${source.slice(from, from + 12)} has no end quote.`)
}

function escaped(letter: string): string {
  const meant = ESCAPES[letter]
  if (meant === undefined)
    throw new SyntaxProblem(`\\${letter} is not known in a text. There are \\n, \\r, \\t, \\\\, \\" and \\'.`)
  return meant
}

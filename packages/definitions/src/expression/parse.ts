import { quoted } from '../fault.js'
import { type Expression, SyntaxProblem, type Template } from './syntax.js'
import { nextToken, type Token } from './tokens.js'

// Deeper than anybody writes: reading is recursive.
const DEEPEST = 64

/** Reads an expression from `at` up to its end. */
class Reader {
  readonly #source: string
  #token: Token

  constructor(source: string, at: number) {
    this.#source = source
    this.#token = nextToken(source, at)
  }

  get token(): Token {
    return this.#token
  }

  expression(depth = 0): Expression {
    if (depth > DEEPEST) throw new SyntaxProblem(`it nests deeper than ${DEEPEST} functions.`)
    const token = this.#take()
    if (token.kind === 'text' || token.kind === 'number') return { kind: token.kind, text: token.text }
    if (token.kind !== 'name') throw missing(token)
    if (this.#token.text !== '(' || this.#token.kind !== 'sign') return { kind: 'name', name: token.text }
    return { kind: 'call', name: token.text, args: this.#args(depth) }
  }

  #args(depth: number): Expression[] {
    this.#take()
    const args: Expression[] = []
    if (this.#isSign(')')) {
      this.#take()
      return args
    }
    for (;;) {
      args.push(this.expression(depth + 1))
      const { text, kind } = this.#take()
      if (kind === 'sign' && text === ')') return args
      if (kind !== 'sign' || text !== ',')
        throw new SyntaxProblem(
          `a comma or ) is expected ${kind === 'end' ? 'at its end' : `before ${quoted(text)}`}.`,
        )
    }
  }

  #isSign = (text: string) => this.#token.kind === 'sign' && this.#token.text === text

  #take(): Token {
    const token = this.#token
    if (token.kind !== 'end') this.#token = nextToken(this.#source, token.to)
    return token
  }
}

const missing = ({ kind, text }: Token) =>
  new SyntaxProblem(
    kind === 'end'
      ? 'a value, a function or a text in quotes is missing.'
      : `a value is expected before ${quoted(text)}.`,
  )

/** Reads a step. @throws {SyntaxProblem} @example parseExpression('hex(hmac-sha256(secret, body))') */
export function parseExpression(source: string): Expression {
  const reader = new Reader(source, 0)
  const expression = reader.expression()
  if (reader.token.kind !== 'end')
    throw new SyntaxProblem(
      `${quoted(source.slice(reader.token.from))} follows where the expression ends. Texts stand in quotes, and are joined by concat(…).`,
    )
  return expression
}

/** Reads a template: text with `{expression}` in it. @throws {SyntaxProblem} */
export function parseTemplate(source: string): Template {
  const parts: Expression[] = []
  let at = 0
  while (at < source.length) {
    const open = source.indexOf('{', at)
    const end = open < 0 ? source.length : open
    const text = source.slice(at, end)
    if (text.includes('}')) throw new SyntaxProblem("a } has no { before it. A brace as text is {'}'}.")
    if (text !== '') parts.push({ kind: 'text', text })
    if (open < 0) break
    const reader = new Reader(source, open + 1)
    parts.push(reader.expression())
    if (reader.token.kind !== 'sign' || reader.token.text !== '}')
      throw new SyntaxProblem(
        `the { before ${quoted(source.slice(open + 1))} has no } at the end of its expression.`,
      )
    at = reader.token.to
  }
  return parts
}

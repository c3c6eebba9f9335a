/** A node of an expression. Each place in a definition is an object of its own, so that values can be kept by it. */
export type Node =
  | { readonly op: 'text'; readonly text: string }
  | { readonly op: 'ref'; readonly name: string }
  | { readonly op: 'call'; readonly name: string; readonly args: readonly Node[] }

const WORD = /\s*(?:([A-Za-z_][\w-]*)|(\d+)|([(),}])|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/y

interface Word {
  readonly kind: 'name' | 'text' | 'sign'
  readonly text: string
}

/** Splits a source into words as they are asked for. */
class Words {
  at: number
  readonly #source: string

  constructor(source: string, at = 0) {
    this.#source = source
    this.at = at
  }

  next(): Word {
    WORD.lastIndex = this.at
    const found = WORD.exec(this.#source)
    if (!found)
      throw new Error(`The definition cannot be read at "${this.#source.slice(this.at, this.at + 20)}".`)
    this.at = WORD.lastIndex
    const [, name, digits, sign, double, single] = found
    if (name !== undefined) return { kind: 'name', text: name }
    if (sign !== undefined) return { kind: 'sign', text: sign }
    return { kind: 'text', text: digits ?? unescaped(double ?? single ?? '') }
  }

  peekIs(text: string): boolean {
    const rest = this.#source.slice(this.at)
    return rest.trimStart().startsWith(text)
  }
}

const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
const unescaped = (text: string) => text.replace(/\\(.)/gs, (_, letter: string) => LETTERS[letter] ?? letter)

function nodeFrom(words: Words): Node {
  const word = words.next()
  if (word.kind === 'text') return { op: 'text', text: word.text }
  if (!words.peekIs('(')) return { op: 'ref', name: word.text }
  words.next()
  const args: Node[] = []
  while (!words.peekIs(')')) {
    args.push(nodeFrom(words))
    if (words.peekIs(',')) words.next()
  }
  words.next()
  return { op: 'call', name: word.text, args }
}

/** Reads a step. */
export const readExpression = (source: string): Node => nodeFrom(new Words(source))

/** Reads a template as what it is one after the other. */
export function readTemplate(source: string): Node {
  const args: Node[] = []
  let at = 0
  while (at < source.length) {
    const open = source.indexOf('{', at)
    const end = open < 0 ? source.length : open
    if (end > at) args.push({ op: 'text', text: source.slice(at, end) })
    if (open < 0) break
    const words = new Words(source, open + 1)
    args.push(nodeFrom(words))
    words.next()
    at = words.at
  }
  return { op: 'call', name: 'concat', args }
}

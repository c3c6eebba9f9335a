/** JSON as written: strings and numbers keep their spelling, members their order, and all of them their place. */
export type JsonText =
  | { readonly kind: 'scalar'; readonly text: string; readonly at: number }
  | { readonly kind: 'array'; readonly items: readonly JsonText[] }
  | { readonly kind: 'object'; readonly members: readonly Member[] }

export interface Member {
  /** With its quotes. */
  readonly name: string
  readonly at: number
  readonly value: JsonText
}

const SCALAR = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const SPACE = /[ \t\r\n]*/y
const DEEPEST = 200
const MOST_VALUES = 50_000

/** Reads JSON without losing how it is written; undefined if it is not JSON, or too deep or long to be a body. */
export function readJsonText(text: string): JsonText | undefined {
  try {
    const reader = new Reader(text)
    const value = reader.value(0)
    return reader.atEnd() ? value : undefined
  } catch {
    return undefined
  }
}

class Reader {
  readonly #text: string
  #at = 0
  #values = 0

  constructor(text: string) {
    this.#text = text
  }

  atEnd(): boolean {
    this.#skip()
    return this.#at === this.#text.length
  }

  value(depth: number): JsonText {
    if (depth > DEEPEST || ++this.#values > MOST_VALUES) throw new Error('too deep or too much')
    this.#skip()
    if (this.#takes('{')) return { kind: 'object', members: this.#list('}', () => this.#member(depth)) }
    if (this.#takes('[')) return { kind: 'array', items: this.#list(']', () => this.value(depth + 1)) }
    const at = this.#at
    return { kind: 'scalar', text: this.#scalar(), at }
  }

  #member(depth: number): Member {
    this.#skip()
    const at = this.#at
    const name = this.#scalar()
    this.#skip()
    if (!name.startsWith('"') || !this.#takes(':')) throw new Error('no member')
    return { name, at, value: this.value(depth + 1) }
  }

  #list<T>(close: string, read: () => T): T[] {
    const all: T[] = []
    this.#skip()
    if (this.#takes(close)) return all
    for (;;) {
      all.push(read())
      this.#skip()
      if (this.#takes(close)) return all
      if (!this.#takes(',')) throw new Error('no comma')
    }
  }

  #scalar(): string {
    SCALAR.lastIndex = this.#at
    const [found] = SCALAR.exec(this.#text) ?? []
    if (found === undefined) throw new Error('no value')
    this.#at += found.length
    return found
  }

  #takes(letter: string): boolean {
    if (this.#text[this.#at] !== letter) return false
    this.#at++
    return true
  }

  #skip(): void {
    SPACE.lastIndex = this.#at
    SPACE.exec(this.#text)
    this.#at = SPACE.lastIndex
  }
}

/** How JSON is laid out. */
export interface Layout {
  readonly comma: string
  readonly colon: string
  /** One step of indentation; empty for one line. */
  readonly indent: string
  readonly line: string
}

/** Rewrites JSON, each scalar and name by `scalar`. */
export function writeJsonText(
  json: JsonText,
  layout: Layout,
  scalar: (text: string) => string,
  sort = false,
): string {
  const write = (value: JsonText, depth: number): string => {
    if (value.kind === 'scalar') return scalar(value.text)
    if (value.kind === 'array')
      return block(
        '[',
        ']',
        value.items.map((item) => write(item, depth + 1)),
        depth,
      )
    const members = sort
      ? [...value.members].sort((one, other) => (one.name < other.name ? -1 : 1))
      : value.members
    const written = members.map(
      (member) => scalar(member.name) + layout.colon + write(member.value, depth + 1),
    )
    return block('{', '}', written, depth)
  }
  const block = (open: string, close: string, items: readonly string[], depth: number): string => {
    if (items.length === 0) return open + close
    if (layout.indent === '') return open + items.join(layout.comma) + close
    const line = layout.line + layout.indent.repeat(depth + 1)
    return `${open}${line}${items.join(`${layout.comma}${line}`)}${layout.line}${layout.indent.repeat(depth)}${close}`
  }
  return write(json, 0)
}

interface Scalar {
  readonly text: string
  readonly at: number
  readonly depth: number
}

/** All scalars and names, in the order of the text. */
export function scalarsOf(json: JsonText): Scalar[] {
  const all: Scalar[] = []
  const visit = (value: JsonText, depth: number): void => {
    if (value.kind === 'scalar') all.push({ ...value, depth })
    else if (value.kind === 'array') for (const item of value.items) visit(item, depth + 1)
    else
      for (const { name, at, value: member } of value.members) {
        all.push({ text: name, at, depth })
        visit(member, depth + 1)
      }
  }
  visit(json, 0)
  return all
}

/** The text with each of the scalars rewritten in its place. */
export function rewritten(
  text: string,
  scalars: readonly Scalar[],
  scalar: (text: string) => string,
): string {
  const parts: string[] = []
  let from = 0
  for (const { text: old, at } of scalars) {
    parts.push(text.slice(from, at), scalar(old))
    from = at + old.length
  }
  return parts.join('') + text.slice(from)
}

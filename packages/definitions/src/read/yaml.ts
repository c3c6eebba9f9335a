import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
} from 'yaml'
import { fault } from '../fault.js'

/** More than any definition has. A longer text is refused before it is parsed. */
const LONGEST = 128 * 1024
const DEEPEST = 32

/** A file as data, with the line of each part. */
export interface Source {
  readonly file: string
  readonly value: unknown
  /** The line of what a path leads to, or of the last part of the path that is there. */
  lineOf(path: readonly (string | number)[]): number
  /** The line of a key. */
  lineOfKey(path: readonly (string | number)[]): number
}

/**
 * Reads YAML or JSON strictly: no anchors, tags, merge keys or repeated keys, one document, of bounded size.
 * @throws {CountersignError} with file and line
 */
export function readYaml(text: string, file: string): Source {
  if (text.length > LONGEST)
    throw fault({ file, line: 1 }, `it is longer than ${LONGEST / 1024} KB, so it is not read.`)
  checkDepth(text, file)
  const lines = new LineCounter()
  const [document, second] = parse(text, file, lines)
  const line = (offset: number | undefined) =>
    offset === undefined ? 1 : Math.max(1, lines.linePos(offset).line)
  const error = document?.errors[0]
  if (error) throw fault({ file, line: line(error.pos[0]) }, worded(error.code, error.message))
  if (second)
    throw fault(
      { file, line: line(second.range[0]) },
      'there is a second document. A file holds one definition.',
    )
  const root = (document?.contents ?? null) as Node | null
  checkNodes(root, (node, problem) => fault({ file, line: line(node.range?.[0]) }, problem))
  return {
    file,
    value: dataOf(root),
    lineOf: (path) => line(offsetAt(root, path, false)),
    lineOfKey: (path) => line(offsetAt(root, path, true)),
  }
}

function parse(text: string, file: string, lineCounter: LineCounter) {
  try {
    const all = parseAllDocuments(text, {
      lineCounter,
      prettyErrors: false,
      strict: true,
      uniqueKeys: true,
      logLevel: 'silent',
      customTags: [],
    })
    return Array.isArray(all) ? all : []
  } catch {
    throw fault({ file, line: 1 }, 'it cannot be read as YAML.')
  }
}

// The parser recurses. More brackets than these are left open by no definition, nor do lines begin so far to the right.
const MOST_OPEN = 256
const NESTED_LINE = /^(?: {256}|(?:[-?][ \t]+){32})/m

function checkDepth(text: string, file: string): void {
  const nested = NESTED_LINE.exec(text)
  if (nested)
    throw fault({ file, line: text.slice(0, nested.index).split('\n').length }, 'it nests too deep.')
  let open = 0
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at)
    if (letter === '[' || letter === '{') open++
    else if (open > 0 && (letter === ']' || letter === '}')) open--
    if (open > MOST_OPEN)
      throw fault({ file, line: text.slice(0, at).split('\n').length }, 'it nests too deep.')
  }
}

const WORDS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'a key comes twice.',
  TAB_AS_INDENT: 'a tab indents a line. Use spaces.',
  MULTIPLE_ANCHORS: 'anchors (&) are not allowed.',
  TAG_RESOLVE_FAILED: 'tags (!) are not allowed.',
  MULTIPLE_TAGS: 'tags (!) are not allowed.',
  BAD_INDENT: 'the indentation does not match the lines before it.',
}

const worded = (code: string, message: string) =>
  WORDS[code] ?? `${message.replace(/\s+/g, ' ').replace(/\.$/, '')}.`

function checkNodes(root: Node | null, problem: (node: Node, text: string) => Error): void {
  if (!root) return
  visit(root, (_, part, path) => {
    if (isPair(part) || part === null || part === undefined) return
    const node = part as Node & { anchor?: string; tag?: string }
    if (isAlias(node) || node.anchor)
      throw problem(node, 'anchors and aliases (& and *) are not allowed. Write the value again.')
    if (node.tag) throw problem(node, `tags such as ${String(node.tag).slice(0, 20)} are not allowed.`)
    if (path.length > 2 * DEEPEST) throw problem(node, 'it nests too deep.')
    if (isMap(node))
      for (const { key } of node.items)
        if (!isScalar(key) || typeof key.value === 'object')
          throw problem(node, 'a key must be text. A template with { stands in quotes: "{apiKey}".')
  })
}

/** The data of a node. A number keeps the digits it is written with. */
function dataOf(node: unknown): unknown {
  if (isScalar(node)) return node.value
  if (isSeq(node)) return node.items.map(dataOf)
  if (!isMap(node)) return null
  const record: Record<string, unknown> = Object.create(null)
  for (const { key, value } of node.items)
    record[keyText(key)] = isScalar(value) ? scalarOf(value) : dataOf(value)
  return record
}

/** A whole number that a number of JavaScript would round, or write otherwise, as text. */
function scalarOf(scalar: { value: unknown; source?: string }): unknown {
  const { value, source } = scalar
  return typeof value === 'number' && source !== undefined && String(value) !== source
    ? new Digits(value, source)
    : value
}

/** A number that is written in another way than JavaScript would: `0x10`, `1.50`, `12345678901234567890`. */
export class Digits {
  readonly value: number
  readonly source: string

  constructor(value: number, source: string) {
    this.value = value
    this.source = source
  }
}

const keyText = (key: unknown) => (isScalar(key) ? (key.source ?? String(key.value)) : '')

function offsetAt(root: Node | null, path: readonly (string | number)[], ofKey: boolean): number | undefined {
  let node: unknown = root
  let offset = root?.range?.[0]
  for (const [at, part] of path.entries()) {
    if (!isCollection(node)) return offset
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => keyText(key) === String(part))
      if (!pair) return offset
      const keyOffset = (pair.key as Node).range?.[0]
      node = pair.value
      const isLast = at === path.length - 1
      offset =
        isLast && ofKey
          ? keyOffset
          : ((isScalar(node) || isSeq(node) || isMap(node) ? node.range?.[0] : undefined) ?? keyOffset)
    } else {
      node = node.items[Number(part)]
      offset = (node as Node | undefined)?.range?.[0] ?? offset
    }
  }
  return offset
}

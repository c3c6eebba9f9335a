import type { Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import type wrapAnsi from 'wrap-ansi'

let wrapLine: typeof wrapAnsi | undefined

/**
 * Loads what knows colours and letters that are two columns wide. Without it lines stay whole, as they do outside a
 * terminal: to load it takes a tenth of a small command.
 */
export async function loadWrap(): Promise<void> {
  wrapLine ??= (await import('wrap-ansi')).default
}

/** The columns of a terminal; undefined for anything else, whose lines stay whole. */
export function columnsOf(stream: Writable): number | undefined {
  const { isTTY, columns } = stream as Partial<NodeJS.WriteStream>
  return isTTY && columns ? columns : undefined
}

/** Wraps lines between words at a terminal's width; what is continued stands under the last column of its line. */
export function wrappedFor(stream: Writable, text: string): string {
  const columns = columnsOf(stream)
  return columns === undefined ? text : wrapped(text, columns)
}

export const wrapped = (text: string, columns: number) =>
  text
    .split('\n')
    .map((line) => wrappedLine(line, columns))
    .join('\n')

// A command to copy: what the terminal itself breaks is still one line when it is pasted.
const COMMAND = /^\s{2,}(?:countersign|npx|npm|node) /
// Stands for a space that is part of a command within a sentence.
const HELD = '\u{e000}'

function wrappedLine(text: string, columns: number): string {
  if (stripVTControlCharacters(text).length <= columns || COMMAND.test(text)) return text
  const line = text.replace(/`[^`]*`/g, (command) => command.replaceAll(' ', HELD))
  return brokenLine(line, columns).replaceAll(HELD, ' ')
}

function brokenLine(line: string, columns: number): string {
  const plain = stripVTControlCharacters(line)
  if (!wrapLine) return line
  const indent = indentOf(plain, columns)
  const [first = '', ...rest] = wrapLine(line, columns, { trim: false }).split('\n')
  if (rest.length === 0) return first
  const later = wrapLine(rest.join('').trimStart(), columns - indent, { trim: true })
  return [first.trimEnd(), ...later.split('\n').map((one) => `${' '.repeat(indent)}${one}`)].join('\n')
}

/** The columns before the text: white space, and cells that two spaces follow. */
function indentOf(plain: string, columns: number): number {
  const cells = plain.split(/(?<=\S {2,40})(?=\S)/)
  const before = cells.slice(0, -1).join('').length || plain.search(/\S/)
  const item = /^\s*(?:\d+\.|-) /.exec(plain)?.[0].length ?? 0
  const indent = Math.max(before, item)
  return indent > columns / 2 ? Math.min(plain.search(/\S/) + 2, 8) : indent
}

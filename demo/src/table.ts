import type { Row } from './row.js'

const GAP = 2
const MARK = 4

/** One row, its cells wrapped so that no line is longer than `width`; a long verdict goes below. */
export function line({ provider, sent, verdict, asExpected }: Row, width: number): string {
  const [first, second, third] = columns(width)
  const isShort = verdict.length <= third
  const cells = [wrap(provider, first), wrap(sent, second), isShort ? [verdict] : []]
  const height = Math.max(...cells.map(({ length }) => length))
  const lines = Array.from({ length: height }, (_, at) =>
    [first, second, third].map((size, cell) => (cells[cell]?.[at] ?? '').padEnd(size)).join(' '.repeat(GAP)),
  )
  const below = isShort ? [] : wrap(verdict, width - MARK - 2).map((text, at) => `${at ? '  ' : '→ '}${text}`)
  return [...lines, ...below]
    .map((text, at) => `${at ? ' '.repeat(MARK) : asExpected ? ' ok ' : ' NO '}${text}`.trimEnd())
    .map((text) => `${text}\n`)
    .join('')
}

/** The tool's name above its rows. */
export const heading = (tool: string): string => `\n${tool}\n`

/** Provider, what was sent, verdict: `accepted (bearer)` always fits. */
function columns(width: number): [number, number, number] {
  const verdict = 'accepted (bearer)'.length
  const rest = Math.max(width - MARK - verdict - 2 * GAP, 24)
  const provider = Math.min(42, Math.floor(rest * 0.47))
  return [provider, rest - provider, verdict]
}

/** Breaks at spaces; a word that is longer than a line is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(/\s/).flatMap((one) => pieces(one, width))) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current]
}

function pieces(word: string, width: number): string[] {
  const parts: string[] = []
  for (let at = 0; at < word.length; at += width) parts.push(word.slice(at, at + width))
  return parts
}

import { parseAst } from 'rolldown/parseAst'

/** A stretch of a script, from one offset to before another. */
interface Range {
  readonly start: number
  readonly end: number
}

// What a tool takes for the start of a template: Postman's {{, Insomnia's and LiquidJS's {% and {# too.
const OPENING = /(?<=\{)[{%#]/g

/**
 * The same script without `{{`, `{%` and `{#`, so that no tool fills anything in: an escape in a literal, a space in
 * code. A script that holds `{{…}}` is searched by Newman for every request, which takes as long as running it.
 */
export function untemplated(code: string): string {
  if (!/\{[{%#]/.test(code)) return code
  const literals = literalsIn(parseAst(code))
  return code.replace(OPENING, (letter, at: number) =>
    literals.some(({ start, end }) => start <= at && at < end) ? escaped(letter) : ` ${letter}`,
  )
}

const escaped = (letter: string) => `\\x${letter.charCodeAt(0).toString(16)}`

/** Where the strings, regular expressions and texts of templates are. */
function literalsIn(value: unknown): Range[] {
  if (Array.isArray(value)) return value.flatMap(literalsIn)
  if (typeof value !== 'object' || value === null) return []
  const node = value as Range & { readonly type?: string; readonly value?: unknown; readonly regex?: object }
  if (node.type === 'TemplateElement') return [node]
  if (node.type === 'Literal') return typeof node.value === 'string' || node.regex ? [node] : []
  return Object.values(node).flatMap(literalsIn)
}

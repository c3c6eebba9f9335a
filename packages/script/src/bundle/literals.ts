import { parseAst } from 'rolldown/parseAst'

/** A stretch of a script, from one offset to before another. */
interface Range {
  readonly start: number
  readonly end: number
}

/** Whether an offset of `code` is inside a string, a regular expression or the text of a template. */
export function literalsOf(code: string): (at: number) => boolean {
  const inside = new Uint8Array(code.length)
  for (const { start, end } of literalsIn(parseAst(code))) inside.fill(1, start, end)
  return (at) => inside[at] === 1
}

function literalsIn(value: unknown): Range[] {
  if (Array.isArray(value)) return value.flatMap(literalsIn)
  if (typeof value !== 'object' || value === null) return []
  const node = value as Range & { readonly type?: string; readonly value?: unknown; readonly regex?: object }
  if (node.type === 'TemplateElement') return [node]
  if (node.type === 'Literal') return typeof node.value === 'string' || node.regex ? [node] : []
  return Object.values(node).flatMap(literalsIn)
}

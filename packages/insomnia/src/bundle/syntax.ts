import { parseAst } from 'rolldown/parseAst'

/** A node of a syntax tree (ESTree), as far as it is used here. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

/** A piece of a text and what is to be in its place. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export const parse = (code: string): Node => parseAst(code, { lang: 'js' }) as unknown as Node

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** Calls `visit` for a node and all below it, outer ones first. */
export function walk(value: unknown, visit: (node: Node, parent?: Node) => void, parent?: Node): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit, parent)
  if (!isNode(value)) return
  visit(value, parent)
  for (const child of Object.values(value)) walk(child, visit, value)
}

/** The code with all edits made; none of them overlap. */
export function edited(code: string, edits: readonly Edit[]): string {
  const fromTheEnd = [...edits].sort((one, other) => other.start - one.start)
  return fromTheEnd.reduce(
    (text, { start, end, text: to }) => text.slice(0, start) + to + text.slice(end),
    code,
  )
}

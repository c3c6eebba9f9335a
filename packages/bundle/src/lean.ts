/** A node of a syntax tree (ESTree), as the bundler's parser gives it. */
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

type Parse = (code: string) => unknown

// What describes a provider to people and to generators; no bundle reads it.
const DESCRIBING = new Set(['about', 'examples', 'sources'])
// The same, if they are written out: other objects have keys of these names.
const DATA = new Set(['written', 'nonce', 'baseUrl'])

/**
 * Takes out of a module of core what a bundle for a tool never runs: steps told to a trace, since no tool hands one in,
 * and what only describes a provider. Scripts are copied for every request, and k6 interprets each line. In
 * modules of others these names may stand for anything.
 */
export function lean(code: string, parse: Parse): string {
  const fromTheEnd = surplus(parse(code)).sort((one, other) => other.start - one.start)
  return fromTheEnd.reduce(without, code)
}

/** An empty statement stays where one was: it may be all that an `if` has. */
function without(code: string, { type, start, end }: Node): string {
  const before = code.slice(0, start)
  const after = code.slice(end)
  return type === 'Property' ? before + after.replace(/^\s*,/, '') : `${before};${after}`
}

function surplus(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(surplus)
  if (!isNode(value)) return []
  if (tellsTrace(value) || describes(value)) return [value]
  return Object.values(value).flatMap(surplus)
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

const isTrace = (value: unknown) => isNode(value) && value.type === 'Identifier' && value.name === 'trace'

/** `if (trace) …` and `trace?.(…)`, as statements. */
function tellsTrace(node: Node): boolean {
  if (node.type === 'IfStatement') return isTrace(node.test) && !node.alternate
  const { expression } = node
  if (node.type !== 'ExpressionStatement' || !isNode(expression) || expression.type !== 'ChainExpression')
    return false
  return isNode(expression.expression) && isTrace(expression.expression.callee)
}

function describes({ type, key, kind, computed, method, value }: Node): boolean {
  return (
    type === 'Property' &&
    kind === 'init' &&
    !computed &&
    !method &&
    isNode(key) &&
    (DESCRIBING.has(String(key.name ?? key.value)) ||
      (DATA.has(String(key.name ?? key.value)) && isWrittenOut(value)))
  )
}

const isWrittenOut = (value: unknown) =>
  isNode(value) && (value.type === 'ObjectExpression' || value.type === 'Literal')

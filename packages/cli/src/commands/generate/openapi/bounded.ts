import { listOf, type Node, nodeOf } from './document.js'
import type { References } from './references.js'

const MAX_DEPTH = 8
const MAX_SCHEMAS = 1000
const SHARE = 200
const MAX_VALUES = 5000
const MAX_VALUE_DEPTH = 64
const MAX_LENGTH = 200

/**
 * A schema without references, of limited depth and size, so that a sample of it is made in no time. One that goes in
 * circles ends where it would begin again. In a very wide one each part gets an equal share of what there is room for,
 * so that the deep parts of one do not take the place of the next.
 */
export function boundedSchema(schema: unknown, references: References): Node {
  let left = MAX_SCHEMAS

  function copy(value: unknown, path: readonly Node[], share: number): Node | undefined {
    if (left <= 0 || path.length >= MAX_DEPTH) return undefined
    const node = references.follow(value)
    const parts = partsOf(node)
    if (path.includes(node) || (parts > 0 && share < 1)) return undefined
    left--
    const inner = [...path, node]
    return mapped(node, (part, key) => copied(key, part, inner, share / Math.max(parts, 1)))
  }

  function copied(key: string, part: unknown, path: readonly Node[], share: number): unknown {
    if (VALUES.has(key)) return boundedValue(part)
    if (key === 'properties') return mapped(nodeOf(part), (one) => copy(one, path, share))
    if (LISTS.has(key)) return listOf(part).flatMap((one) => copy(one, path, share) ?? [])
    if (INNER.has(key)) return copy(part, path, share) ?? {}
    return typeof part === 'number' ? limited(key, part, path) : undefined
  }

  return copy(schema, [], SHARE) ?? {}
}

/** How many schemas it holds, itself apart. */
function partsOf(node: Node): number {
  const inner = [...INNER].filter((key) => node[key] !== undefined).length
  const listed = [...LISTS].reduce((sum, key) => sum + listOf(node[key]).length, 0)
  return Object.keys(nodeOf(node.properties)).length + listed + inner
}

const VALUES = new Set([
  'example',
  'examples',
  'default',
  'enum',
  'const',
  'type',
  'format',
  'readOnly',
  'writeOnly',
])
const LISTS = new Set(['allOf', 'oneOf', 'anyOf', 'prefixItems'])
const INNER = new Set(['items', 'additionalProperties'])

/** A sample has as many items and letters as are required at least, at each depth. */
function limited(key: string, value: number, path: readonly Node[]): number | undefined {
  if (key === 'minItems') return Math.min(value, path.length < 3 ? 2 : 1)
  if (!/Length$/.test(key)) return value
  return path.at(-1)?.format === undefined ? Math.min(value, MAX_LENGTH) : undefined
}

function mapped(node: Node, change: (part: unknown, key: string) => unknown): Node {
  const entries = Object.entries(node).map(([key, part]) => [key, change(part, key)] as const)
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined))
}

/** A value as it is; nothing if it is larger than a request should be, or goes in circles. */
export function boundedValue(value: unknown): unknown {
  let left = MAX_VALUES
  const isSmall = (part: unknown, depth: number): boolean => {
    if (left-- <= 0 || depth > MAX_VALUE_DEPTH) return false
    if (typeof part !== 'object' || part === null) return true
    return Object.values(part).every((inner) => isSmall(inner, depth + 1))
  }
  return isSmall(value, 0) ? value : undefined
}

import { isNode, type Node, nodeOf } from './document.js'

const MAX_HOPS = 20

/** Follows references within one document. */
export interface References {
  /** What a value stands for; an empty object if its reference leads nowhere. */
  follow(value: unknown): Node
  /** References that led nowhere, or out of the document. */
  readonly lost: ReadonlySet<string>
}

export function referencesOf(document: Node): References {
  const lost = new Set<string>()
  const known = new Map<string, unknown>()
  const find = (reference: string) => {
    if (!known.has(reference)) known.set(reference, at(document, reference))
    return known.get(reference)
  }
  const follow = (value: unknown, hops = 0): Node => {
    const node = nodeOf(value)
    const { $ref } = node
    if (typeof $ref !== 'string') return node
    const found = hops < MAX_HOPS ? find($ref) : undefined
    if (isNode(found)) return follow(found, hops + 1)
    lost.add($ref)
    return {}
  }
  return { follow, lost }
}

/** What a JSON pointer in a fragment names. */
function at(document: Node, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined
  const steps = reference.slice(2).split('/').map(unescaped)
  let value: unknown = document
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Node)[step]
  }
  return value
}

function unescaped(step: string): string {
  const plain = step.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}

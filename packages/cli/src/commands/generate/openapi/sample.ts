import { sample } from 'openapi-sampler'
import { boundedSchema, boundedValue } from './bounded.js'
import { type Node, nodeOf } from './document.js'
import type { References } from './references.js'

/** A value for a parameter or a body: its example, the first of its examples, or a sample of its schema. */
export function sampleOf(node: Node, references: References): unknown {
  const [named] = Object.values(nodeOf(node.examples))
  const shown = node.example ?? references.follow(named).value
  if (shown !== undefined) return boundedValue(shown)
  return node.schema === undefined ? undefined : sampled(node.schema, references)
}

/** Made once for each schema: many operations take the same. */
const made = new WeakMap<Node, unknown>()

function sampled(schema: unknown, references: References): unknown {
  const node = references.follow(schema)
  if (!made.has(node)) made.set(node, make(node, references))
  return made.get(node)
}

function make(schema: Node, references: References): unknown {
  try {
    const bounded = boundedSchema(schema, references)
    return boundedValue(sample(bounded as never, { skipReadOnly: true, quiet: true }))
  } catch {
    // A schema that contradicts itself.
    return undefined
  }
}

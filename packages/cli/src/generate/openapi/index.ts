import type { Example } from '@countersign/core'
import { Failed } from '../../io.js'
import { bodyOf, takesOther } from './body.js'
import { type Node, nodeOf, readDocument, textOf } from './document.js'
import { pathOf } from './path.js'
import { type References, referencesOf } from './references.js'
import { type Server, serverOf } from './servers.js'

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const
const MAX_OPERATIONS = 5000

export interface Operations {
  /** Where the file says they go; nothing where it does not say. */
  readonly origin: string | undefined
  readonly examples: readonly Example[]
  /** What was left out, in sentences. */
  readonly notes: readonly string[]
}

/**
 * The operations of an OpenAPI 3 file as requests.
 * @param base what a server's address is relative to
 * @throws {Failed} where the file cannot be read as OpenAPI 3, or names no operation
 */
export async function operationsIn(file: string, base: string): Promise<Operations> {
  const document = await readDocument(file)
  const references = referencesOf(document)
  const all = operationsOf(document, references)
  if (all.length === 0) throw new Failed(`--openapi: ${file} names no operation.`)
  const server = serverOf(document, base)
  const examples = all.slice(0, MAX_OPERATIONS).map((one) => requestOf(one, references, server))
  const other = all.filter(({ operation }) => takesOther(operation, references)).length
  return { origin: server?.origin, examples: named(examples), notes: notesOf(all.length, other, references) }
}

interface Operation {
  readonly method: string
  readonly path: string
  readonly operation: Node
  /** Parameters of all operations of the path. */
  readonly shared: unknown
}

function operationsOf(document: Node, references: References): Operation[] {
  return Object.entries(nodeOf(document.paths)).flatMap(([path, item]) => {
    const operations = references.follow(item)
    const methods = METHODS.filter((method) => typeof operations[method] === 'object')
    return methods.map((method) => ({
      method: method.toUpperCase(),
      path: path.startsWith('/') ? path : `/${path}`,
      operation: nodeOf(operations[method]),
      shared: operations.parameters,
    }))
  })
}

function requestOf(one: Operation, references: References, server: Server | undefined): Example {
  const { method, path, operation, shared } = one
  const body = bodyOf(operation, references)
  const name = textOf(operation.summary) ?? textOf(operation.operationId) ?? `${method} ${path}`
  return {
    // Insomnia fills in variables and tags of a name too.
    name: name
      .replace(/\s+/g, ' ')
      .replace(/\{(?=[{%#])/g, '{ ')
      .trim(),
    method,
    path: `${server?.prefix ?? ''}${pathOf(path, [shared, operation.parameters], references)}`,
    ...(body !== undefined && { body }),
  }
}

/** Each name once: a number tells those apart that are alike. */
function named(examples: readonly Example[]): Example[] {
  const times = new Map<string, number>()
  return examples.map((example) => {
    const count = (times.get(example.name) ?? 0) + 1
    times.set(example.name, count)
    return count === 1 ? example : { ...example, name: `${example.name} (${count})` }
  })
}

function notesOf(count: number, other: number, { lost }: References): string[] {
  const notes: string[] = []
  if (count > MAX_OPERATIONS) notes.push(`Only the first ${MAX_OPERATIONS} of ${count} operations are taken.`)
  if (other > 0) notes.push(`Bodies that are no JSON are left out, for you to fill in: ${other}.`)
  const [first] = lost
  if (first !== undefined) {
    const more = lost.size > 1 ? ` and ${lost.size - 1} more` : ''
    notes.push(`What is not in the file itself is left out: ${first}${more}.`)
  }
  return notes
}

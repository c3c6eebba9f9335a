import type { Example } from '@countersign/core'
import { Failed } from '../../../terminal/io.js'
import { bodyOf, takesOther } from './body.js'
import { type Node, nodeOf, readDocument, textOf } from './document.js'
import { Notes, shown } from './notes.js'
import { headersOf, pathOf } from './path.js'
import { type References, referencesOf } from './references.js'
import { type Server, serverOf } from './servers.js'

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const
const MAX_OPERATIONS = 5000

export interface Operations {
  /** Where the file says that most of them go, if it does. */
  readonly origin: string | undefined
  readonly examples: readonly Example[]
  /** What was left out, in sentences. */
  readonly notes: readonly string[]
}

/**
 * The operations of an OpenAPI 3 file as requests.
 * @param base what a server's address is relative to
 * @throws {Failed} if the file cannot be read as OpenAPI 3, or has no operations
 */
export async function operationsIn(file: string, base: string): Promise<Operations> {
  const document = await readDocument(file)
  const references = referencesOf(document)
  const all = operationsOf(document, references)
  if (all.length === 0) throw new Failed(`--openapi: ${file} has no operations.`)
  const taken = all.slice(0, MAX_OPERATIONS)
  const servers = taken.map(({ operation, item }) => serverOf([operation, item, document], base))
  const origin = serverOf([document], base)?.origin ?? servers.find((server) => server)?.origin
  const notes = new Notes()
  const examples = taken.map((one, n) => requestOf(one, references, servers[n], notes))
  const elsewhere = servers.flatMap((server) => (server && server.origin !== origin ? [server.origin] : []))
  return {
    origin,
    examples: named(examples),
    notes: [...notesOf(all, references, elsewhere), ...notes.sentences()],
  }
}

interface Operation {
  readonly method: string
  readonly path: string
  readonly operation: Node
  /** What all operations of the path share. */
  readonly item: Node
}

function operationsOf(document: Node, references: References): Operation[] {
  return Object.entries(nodeOf(document.paths)).flatMap(([path, item]) => {
    const operations = references.follow(item)
    const methods = METHODS.filter((method) => typeof operations[method] === 'object')
    return methods.map((method) => ({
      method: method.toUpperCase(),
      path: path.startsWith('/') ? path : `/${path}`,
      operation: nodeOf(operations[method]),
      item: operations,
    }))
  })
}

function requestOf(
  one: Operation,
  references: References,
  server: Server | undefined,
  notes: Notes,
): Example {
  const { method, path, operation, item } = one
  const body = bodyOf(operation, references, notes)
  const name = textOf(operation.summary) ?? textOf(operation.operationId) ?? `${method} ${path}`
  return {
    // Insomnia fills in variables and tags of a name too.
    name: name
      .replace(/\s+/g, ' ')
      .replace(/\{(?=[{%#])/g, '{ ')
      .trim(),
    method,
    path: `${server?.prefix ?? ''}${pathOf(path, [item.parameters, operation.parameters], references, notes)}`,
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

function notesOf(all: readonly Operation[], references: References, elsewhere: readonly string[]): string[] {
  const notes: string[] = []
  if (all.length > MAX_OPERATIONS)
    notes.push(`Only the first ${MAX_OPERATIONS} of ${all.length} operations are used.`)
  const other = all.filter(({ operation }) => takesOther(operation, references)).length
  if (other > 0) notes.push(`Bodies that are not JSON are omitted, for you to fill in: ${other}.`)
  const headers = all.flatMap((one) => headersOf([one.item.parameters, one.operation.parameters], references))
  if (headers.length > 0)
    notes.push(`Required headers are omitted; add those that signing does not: ${shown(headers)}.`)
  if (elsewhere.length > 0)
    notes.push(`Some operations name another server; they go to baseUrl too: ${shown(elsewhere)}.`)
  const { lost } = references
  if (lost.size > 0) notes.push(`References outside the file are omitted: ${shown([...lost])}.`)
  return notes
}

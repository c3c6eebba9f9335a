import { stat } from 'node:fs/promises'
import type { Example } from '@countersign/core'
import { dereference } from '@readme/openapi-parser'
import { sample } from 'openapi-sampler'

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const
const MAX_BYTES = 20 * 1024 * 1024
const MAX_OPERATIONS = 500

// The parts of OpenAPI 3 that a request is made of.
interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly requestBody?: { readonly content?: Readonly<Record<string, Media>> }
}
interface Media {
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>
  readonly schema?: object
}
interface Document {
  readonly servers?: readonly { readonly url?: string }[]
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/** The operations of an OpenAPI 3 file as requests. @throws {Error} on a file that cannot be read as one */
export async function operationsIn(
  file: string,
): Promise<{ baseUrl: string | undefined; examples: Example[] }> {
  const { size } = await stat(file).catch(() =>
    Promise.reject(new Error(`--openapi: there is no file ${file}.`)),
  )
  if (size > MAX_BYTES) throw new Error(`--openapi: ${file} is larger than ${MAX_BYTES / 1024 / 1024} MB.`)
  const document = await read(file)
  const url = document.servers?.[0]?.url
  const baseUrl = url && /^https:\/\/[^{}]+$/.test(url) ? url.replace(/\/+$/, '') : undefined
  const examples = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
    requestsAt(path, operations, document),
  )
  if (examples.length === 0) throw new Error(`--openapi: ${file} names no operation.`)
  return { baseUrl, examples: examples.slice(0, MAX_OPERATIONS) }
}

async function read(file: string): Promise<Document> {
  try {
    // Nothing is fetched: a file that refers to others on the network is read as far as it goes by itself.
    const options = {
      resolve: { http: false, external: false },
      dereference: { circular: 'ignore' as const },
    }
    return (await dereference(file, options as never)) as Document
  } catch (thrown) {
    throw new Error(
      `--openapi: ${file} cannot be read as OpenAPI: ${String((thrown as Error).message).split('\n')[0]}`,
    )
  }
}

function requestsAt(
  path: string,
  operations: Readonly<Record<string, Operation>>,
  document: Document,
): Example[] {
  return METHODS.flatMap((method) => {
    const operation = operations[method]
    if (!operation) return []
    const body = bodyOf(operation, document)
    const name = operation.summary ?? operation.operationId ?? `${method.toUpperCase()} ${path}`
    return [{ name, method: method.toUpperCase(), path, ...(body !== undefined && { body }) }]
  })
}

function bodyOf({ requestBody }: Operation, document: Document): string | undefined {
  const media = Object.entries(requestBody?.content ?? {}).find(([type]) => /json/i.test(type))?.[1]
  if (!media) return undefined
  const named = Object.values(media.examples ?? {})[0]?.value
  const value = media.example ?? named ?? (media.schema && sampled(media.schema, document))
  return value === undefined ? undefined : JSON.stringify(value, null, 2)
}

/** A value of a schema; references that go in circles are followed once. */
function sampled(schema: object, document: Document): unknown {
  try {
    return sample(schema as never, { skipReadOnly: true, quiet: true }, document as never)
  } catch {
    return {}
  }
}

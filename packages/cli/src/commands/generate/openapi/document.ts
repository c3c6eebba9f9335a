import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parse } from '@readme/openapi-parser'
import { Failed } from '../../../terminal/io.js'

const MAX_MEGABYTES = 20

/** Anything of a file of JSON or YAML: nothing of its shape is taken for granted. */
export type Node = Readonly<Record<string, unknown>>

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const nodeOf = (value: unknown): Node => (isNode(value) ? value : {})
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/**
 * An OpenAPI 3 file, of JSON or YAML. Nothing that it refers to is read.
 * @throws {Failed} if there is no such file, it is too large, or it is not OpenAPI 3
 */
export async function readDocument(file: string): Promise<Node> {
  const found = await stat(file).catch(() => undefined)
  if (!found) throw new Failed(`--openapi: there is no file ${file}.`)
  if (!found.isFile()) throw new Failed(`--openapi: ${file} is not a file.`)
  if (found.size > MAX_MEGABYTES * 1024 * 1024) {
    throw new Failed(`--openapi: ${file} is larger than ${MAX_MEGABYTES} MB.`)
  }
  const document = found.size === 0 ? undefined : await parsed(file)
  const problem = problemOf(document)
  if (problem) throw new Failed(`--openapi: ${file} ${problem}`)
  return nodeOf(document)
}

async function parsed(file: string): Promise<unknown> {
  try {
    return await parse(resolve(file), { resolve: { external: false } } as never)
  } catch (thrown) {
    // The first line names the place; those below show it.
    const [reason = ''] = String((thrown as Error).message).split('\n')
    // A text, a number, a list.
    if (/is not a valid JSON Schema$/.test(reason)) return {}
    const short = reason.replace(/^Error parsing .*?: (?=[^:]*(\(\d+:\d+\))?$)/, '')
    throw new Failed(`--openapi: ${file} cannot be read as JSON or YAML: ${short.slice(0, 200)}.`)
  }
}

function problemOf(document: unknown): string | undefined {
  if (document === undefined) return 'is empty.'
  const { openapi, swagger } = nodeOf(document)
  if (swagger !== undefined) {
    return `is Swagger ${String(swagger)}; only OpenAPI 3 is supported. Convert it first, for example with swagger2openapi.`
  }
  if (openapi === undefined) return 'is not an OpenAPI file: it has no field "openapi".'
  return /^3\./.test(String(openapi))
    ? undefined
    : `is OpenAPI ${String(openapi)}; only OpenAPI 3 is supported.`
}

import { readFile, stat } from 'node:fs/promises'
import { JSON_SCHEMA, load, type YAMLException } from 'js-yaml'
import { Failed } from '../../../terminal/io.js'
import { depthOf } from '../../../terminal/json-problem.js'
import { printable } from '../../../terminal/printable.js'
import { decodedText } from '../../../text-file.js'

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

/** Nobody nests deeper, and a parser takes hundreds of bytes for each level. */
const DEEPEST = 500

async function parsed(file: string): Promise<unknown> {
  const bytes = await readFile(file)
  const text = decodedText(bytes)
  if (depthOf(Buffer.from(text)) > DEEPEST || /^[ \t]*(?:[-?] ){500}/m.test(text))
    throw new Failed(
      `--openapi: ${file} cannot be read as JSON or YAML: it is nested more than ${DEEPEST} levels deep.`,
    )
  const json = jsonIn(text)
  return json === undefined ? yamlIn(text, file) : json
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// js-yaml: the reader of YAML that OpenAPI's own tools stand on. Its JSON schema makes no dates of texts.
function yamlIn(text: string, file: string): unknown {
  try {
    return load(text, { schema: JSON_SCHEMA })
  } catch (thrown) {
    const { reason = 'it is too large', mark } = thrown as Partial<YAMLException>
    const place = mark ? ` (${mark.line + 1}:${mark.column + 1})` : ''
    throw new Failed(
      `--openapi: ${file} cannot be read as JSON or YAML: ${printable(reason.slice(0, 200))}${place}.`,
    )
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

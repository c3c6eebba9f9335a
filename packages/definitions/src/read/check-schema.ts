import { uselessHost } from '@countersign/core/host-entry'
import { closest } from '../expression/scope.js'
import { fault, quoted } from '../fault.js'
import type { Schema } from '../schema/schema.js'
import { Digits, type Source } from './yaml.js'

type Path = readonly (string | number)[]

/** Checks data against the schema. @throws {CountersignError} at the first thing that is not as it has to be */
export function checkSchema(source: Source, schema: Schema): void {
  check(source.value, schema, [], source)
}

function check(value: unknown, schema: Schema, path: Path, source: Source): void {
  const wrong = (problem = schema.errorMessage ?? 'it is not as it has to be.') =>
    fault({ file: source.file, line: source.lineOf(path) }, problem, aboutOf(path))
  if (!hasType(value, schema)) throw wrong()
  if (typeof value === 'string' && schema.pattern && !new RegExp(schema.pattern, 'u').test(value))
    throw wrong(path[0] === 'hosts' ? whyUseless(value) : undefined)
  if (schema.enum && !schema.enum.includes(value as string)) throw wrong()
  if (schema.exclusiveMinimum !== undefined && numberOf(value) <= schema.exclusiveMinimum) throw wrong()
  if (schema.exclusiveMaximum !== undefined && numberOf(value) >= schema.exclusiveMaximum) throw wrong()
  if (Array.isArray(value)) checkItems(value, schema, path, source, wrong)
  else if (kindOf(value) === 'object')
    checkMembers(value as Record<string, unknown>, schema, path, source, wrong)
}

/** The reason that every tool gives for a host of no use; undefined if the schema's own words say it. */
function whyUseless(host: string): string | undefined {
  const useless = uselessHost(host)
  return useless && `${useless}.`
}

type Wrong = (problem?: string) => Error

function checkItems(
  values: readonly unknown[],
  { items, minItems = 0 }: Schema,
  path: Path,
  source: Source,
  wrong: Wrong,
): void {
  if (values.length < minItems) throw wrong()
  if (items) for (const [at, value] of values.entries()) check(value, items, [...path, at], source)
}

function checkMembers(
  value: Record<string, unknown>,
  schema: Schema,
  path: Path,
  source: Source,
  wrong: Wrong,
): void {
  const { properties = {}, required = [], additionalProperties, propertyNames, minProperties = 0 } = schema
  const names = Object.keys(value)
  for (const name of names) {
    const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties
    const at = { file: source.file, line: source.lineOfKey([...path, name]) }
    if (own === false) throw fault(at, unknownKey(name, Object.keys(properties)), aboutOf(path))
    if (propertyNames?.pattern && !new RegExp(propertyNames.pattern, 'u').test(name))
      throw fault(at, propertyNames.errorMessage ?? '', aboutOf([...path, name]))
    if (typeof own === 'object') check(value[name], own, [...path, name], source)
  }
  const missing = required.find((name) => !Object.hasOwn(value, name))
  if (missing) throw wrong(`${quoted(missing)} is missing.`)
  if (names.length < minProperties) throw wrong()
}

function unknownKey(name: string, known: readonly string[]): string {
  return `${quoted(name)} is not known here. ${closest(name, known) ?? `There are ${known.join(', ')}.`}`
}

const numberOf = (value: unknown) => (value instanceof Digits ? value.value : Number(value))

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  if (!(value instanceof Digits))
    return Number.isFinite(value) || typeof value !== 'number' ? typeof value : 'infinity'
  return Number.isFinite(value.value) ? 'number' : 'infinity'
}

const hasType = (value: unknown, { type }: Schema) =>
  type === undefined || [type].flat().includes(kindOf(value))

/** `step signature`, `send header X-Key`, `vector 2`: where a path leads, in words. */
export function aboutOf(path: Path): string {
  const words: string[] = []
  for (const [at, part] of path.entries()) {
    if (typeof part === 'number') words.push(String(part + 1))
    else if (at < path.length - 1 && PLURALS.has(part)) words.push(part.slice(0, -1))
    else words.push(part)
  }
  return words.join(' ')
}

const PLURALS = new Set(['settings', 'steps', 'headers', 'vectors', 'examples', 'hosts', 'paths'])

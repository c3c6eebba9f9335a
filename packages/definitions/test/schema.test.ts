import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readDefinition, SCHEMA } from '../src/index.js'
import { FILES, textOf } from './read.js'

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
ajv.addKeyword('errorMessage')
const holds = ajv.compile(SCHEMA)

it.each(FILES)('%s is right by the schema, too', (file) => {
  expect(holds(parse(textOf(file)))).toBe(true)
})

/** The words of the schema that failed. */
function wordsOf(data: unknown): string | undefined {
  if (holds(data)) return undefined
  const { schemaPath = '', keyword } = holds.errors?.[0] ?? {}
  const path = schemaPath.split('/').slice(1, keyword === 'propertyNames' ? undefined : -1)
  const node = path.reduce(
    (at: unknown, part) => (at as Record<string, unknown>)[decodeURIComponent(part).replace('~1', '/')],
    SCHEMA,
  )
  return (node as { errorMessage?: string }).errorMessage
}

const binance = parse(textOf('binance.yaml'))

describe('reader and schema refuse the same, in the same words', () => {
  it.each([
    ['an id with capitals', { id: 'Binance' }],
    ['a host with a port', { hosts: ['api.binance.com:443'] }],
    ['a setting that is a number', { settings: { apiKey: 5 } }],
    ['a kind that is not known', { settings: { apiKey: { about: 'x', kind: 'int' } } }],
    ['a step that is a list', { steps: { a: ['x'] } }],
    ['a header that is a mapping', { send: { headers: { 'X-A': { apiKey: null } } } }],
    ['an age of nothing', { maxAge: 0 }],
    ['an age that is text', { maxAge: 'five' }],
    ['a path without its slash', { paths: ['v1'] }],
    ['a use that is not known', { token: { url: 'x', value: 'y', use: 'always' } }],
    [
      'a time that is text',
      { vectors: [{ settings: {}, request: { method: 'GET', url: 'x' }, now: 'today' }] },
    ],
    ['a list of examples that is not one', { examples: {} }],
  ])('%s', (_, change) => {
    const data = { ...binance, ...change }
    const words = wordsOf(data)
    expect(words).toBeTruthy()
    expect(() => readDefinition(JSON.stringify(data), 'x.json')).toThrow(words)
  })

  it.each([
    ['an unknown key', { sends: {} }],
    ['an unknown key further in', { send: { header: {} } }],
    ['a missing key', { id: undefined }],
    [
      'an unknown key of a vector',
      { vectors: [{ settings: {}, request: { method: 'GET', url: 'x', path: 'y' } }] },
    ],
  ])('%s', (_, change) => {
    const data = JSON.parse(JSON.stringify({ ...binance, ...change }))
    expect(holds(data)).toBe(false)
    expect(() => readDefinition(JSON.stringify(data), 'x.json')).toThrow(
      /^x\.json:\d+: .*(is not known here|is missing)/,
    )
  })
})

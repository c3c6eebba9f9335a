import { defineProvider } from '@countersign/core/define'
import { expect, it } from 'vitest'
import { definedProvider, moduleOf, readDefinition } from '../src/index.js'
import { resultOf } from './read.js'

const text =
  'id: bucket\nhosts: [s3.amazonaws.com]\nscheme: aws-sigv4\nscheme-options: { service: s3, expires: 60 }\n'

function awsSigV4({ id, name, hosts, ...options }: { id: string; name: string; hosts: string[] }) {
  if (Object.hasOwn(options, 'servce')) throw new Error('"servce" is not an option')
  return defineProvider({
    id,
    name,
    hosts,
    settings: [],
    setup: () => options,
    sign: () => ({ headers: { a: JSON.stringify(options) } }),
  })
}
const schemes = new Map([['aws-sigv4', awsSigV4 as never]])

it('a scheme in code is made of its options, and bundled from its own module', () => {
  const definition = readDefinition(text, 'bucket.yaml')
  const provider = definedProvider(definition, schemes)
  expect([provider.id, provider.hosts, provider.setup({}, undefined as never)]).toEqual([
    'bucket',
    ['s3.amazonaws.com'],
    { service: 's3', expires: 60 },
  ])
  expect(moduleOf(definition, { schemes, module: '/schemes.js' })).toMatch(
    /^import \{ awsSigV4 as scheme\$ \} from "\/schemes\.js"\nexport default scheme\$\(\{"service":"s3"/,
  )
})

it('one that is not known, or is told what it does not know, is refused with its place', () => {
  const made = (change: string) => () => definedProvider(readDefinition(change, 'bucket.yaml'), schemes)
  expect(made(text.replace('sigv4', 'sigv5'))).toThrow(
    'bucket.yaml:3: there is no scheme "aws-sigv5". Did you mean "aws-sigv4"?',
  )
  expect(made(text.replace('service', 'servce'))).toThrow('bucket.yaml:3: scheme: "servce" is not an option')
  expect(made(`${text}steps: { a: body }\n`)).toThrow(
    'bucket.yaml:3: a scheme takes the place of steps, send, webhook and token. Take those out.',
  )
})

it('braces inside quotes are text', async () => {
  expect(await resultOf('concat(\'{"a":"\', name, \'"}\')')).toBe('{"a":"Ada"}')
})

import { defineProvider } from '@countersign/core/define'
import { schemes as schemesInCode } from '@countersign/schemes'
import { describe, expect, it } from 'vitest'
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

it('one that is not known, or gets an option it does not know, is refused with its place', () => {
  const made = (change: string) => () => definedProvider(readDefinition(change, 'bucket.yaml'), schemes)
  expect(made(text.replace('sigv4', 'sigv5'))).toThrow(
    'bucket.yaml:3: there is no scheme "aws-sigv5". Did you mean "aws-sigv4"?',
  )
  expect(made(text.replace('service', 'servce'))).toThrow('bucket.yaml:3: scheme: "servce" is not an option')
  expect(made(`${text}steps: { a: body }\n`)).toThrow(
    'bucket.yaml:3: a scheme takes the place of steps, send, webhook and token. Take those out.',
  )
  for (const line of ['settings: { key: a key }', 'maxAge: 5', 'secret: [Authorization]'])
    expect(made(`${text}${line}\n`)).toThrow(/^bucket\.yaml:5: a scheme has its own\. Take it out/)
})

it('braces inside quotes are text', async () => {
  expect(await resultOf('concat(\'{"a":"\', name, \'"}\')')).toBe('{"a":"Ada"}')
})

describe('a scheme in code', () => {
  const written = `id: bucket
name: My bucket
docs: https://docs.example.com/signing
hosts: [s3.amazonaws.com]
paths: [/reports]
baseUrl: https://my-bucket.s3.amazonaws.com
scheme: aws-sigv4
scheme-options: { service: s3, region: eu-central-1, expires: 60 }
examples: [{ name: A report, method: GET, path: /reports/1 }]
`
  const made = (text: string) => definedProvider(readDefinition(text, 'bucket.yaml'), schemesInCode)

  it('has what a definition says of its API, and the options as defaults', () => {
    const { id, name, sources, hosts, paths, baseUrl, examples, settings } = made(written)
    expect({ id, name, sources, hosts, paths, baseUrl, examples }).toEqual({
      id: 'bucket',
      name: 'My bucket',
      sources: ['https://docs.example.com/signing'],
      hosts: ['s3.amazonaws.com'],
      paths: ['/reports'],
      baseUrl: 'https://my-bucket.s3.amazonaws.com',
      examples: [{ name: 'A report', method: 'GET', path: '/reports/1' }],
    })
    const defaults = Object.fromEntries(settings.map((setting) => [setting.name, setting.default]))
    expect(defaults).toMatchObject({ service: 's3', region: 'eu-central-1', expires: '60', form: 'header' })
  })

  it('says the same when it is bundled', () => {
    const text = moduleOf(readDefinition(written, 'bucket.yaml'), { schemes: schemesInCode })
    const [, options = ''] = /^export default scheme\$\((.*)\)$/m.exec(text) ?? []
    expect(JSON.parse(options)).toMatchObject({ paths: ['/reports'], examples: [{ name: 'A report' }] })
  })

  it.each([
    ['aws-sigv4', 'secretAccessKey: x', /"secretAccessKey" is secret/],
    ['aws-sigv4', 'form: body', /"form" must be header or query/],
    ['oauth1', 'signatureMethod: MD5', /"signatureMethod" must be HMAC-SHA1 or/],
    ['hawk', 'keyy: x', /"keyy" is not known/],
  ])('%s with %s', (scheme, option, message) => {
    const text = written.replace('aws-sigv4', scheme).replace(/\{ service.*\}/, `{ ${option} }`)
    expect(() => made(text)).toThrow(message)
  })

  it.each([...schemesInCode.keys()])('%s: no setting is filled in by the provider’s own id', (scheme) => {
    const text = written.replace('aws-sigv4', scheme).replace(/scheme-options.*\n/, '')
    expect(made(text).settings.map((setting) => setting.default)).not.toContain('bucket')
  })
})

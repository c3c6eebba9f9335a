import { createSigner, fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { portableHost } from '@countersign/hosts/portable'
import { definitionVerifier } from '@countersign/sandbox'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { definedProvider, readDefinition } from '../src/index.js'
import { incoming, times } from './incoming.js'

const NOW = 1700000000.123
const SETTINGS = { plain: 'Pl ain', secret: 'sEcret-é' }
const VALUES =
  'method url scheme host port authority path query target body header("X-H") header("None") plain secret time nonce'.split(
    ' ',
  )
const LITERALS = ['"a"', '","', '"\\n"', `'x"y'`, '"é€"', '"{"', '"a=b&c"', '""']
const HASHES = ['md5', 'sha1', 'sha256', 'sha384', 'sha512']

/** Any expression of texts and bytes, with the types that functions take. */
const { text } = fc.letrec((tie) => {
  const [text, bytes] = [tie('text') as fc.Arbitrary<string>, tie('bytes') as fc.Arbitrary<string>]
  const data = fc.oneof(text, bytes)
  const hash = fc.constantFrom(...HASHES)
  const of = (name: string, ...args: fc.Arbitrary<string>[]) =>
    fc.tuple(...args).map((all) => `${name}(${all.join(', ')})`)
  const plain = fc.constantFrom(
    ...VALUES,
    ...LITERALS,
    'seconds()',
    'iso()',
    'http-date()',
    'utc("YYYYMMDDTHHmmssZ")',
  )
  const query = fc.constantFrom('query', 'body', '"b=2&&a=1&"')
  return {
    text: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      plain,
      ...['lower', 'upper', 'trim', 'encode'].map((name) => of(name, text)),
      ...['hex', 'base64', 'base64url'].map((name) => of(name, data)),
      ...['sorted', 'canonical'].map((name) => of(name, query)),
      of('after', fc.constantFrom(...LITERALS), text),
      of('concat', text, text, text),
      of('join', fc.constantFrom(...LITERALS), text, text, text),
      of('if', data, text, text),
      of('is', text, text),
      of('with', fc.constantFrom('query', 'sorted(query)', '""'), text, text),
    ),
    bytes: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(hash, data, data).map(([name, one, other]) => `${name}(${one}, ${other})`),
      fc.tuple(hash, data, data, data).map(([name, ...args]) => `hmac-${name}(${args.join(', ')})`),
      of('from-hex', of('hex', data)),
      of('from-base64', of('base64url', data)),
      of('concat', bytes, bytes),
    ),
  }
}) as { text: fc.Arbitrary<string> }

const definition = (steps: readonly string[], hasQuery: boolean) => `
id: acme
hosts: [api.acme.com]
settings:
  plain: a setting
  secret: { about: a secret, secret: true }
steps:
  time: milliseconds()
  nonce: nonce(8)
${steps.map((step, at) => `  step${at}: ${JSON.stringify(step)}`).join('\n')}
  out: hex(sha256(${steps.map((_, at) => `step${at}`).join(', "|", ')}))
send:
  headers: { X-Time: "{time}", X-Nonce: "{nonce}", X-Out: "{out}" }
${hasQuery ? `  query: '{query}{if(query, "&", "")}signature={out}'` : ''}
`

const request = fc.record({
  method: fc.constantFrom('GET', 'post', 'PUT'),
  url: fc
    .tuple(
      fc.constantFrom('', ':8443'),
      fc.constantFrom('', '/', '/a%20b/c', '/v1//x'),
      fc.constantFrom('', '?a=1', '?b=2&a=%20x&a=+&empty&=v', '?a=%C3%A9&&b'),
    )
    .map(([port, path, query]) => `https://api.acme.com${port}${path}${query}`),
  headers: fc.constantFrom(
    [],
    [['X-H', ' two  words ']],
    [
      ['X-H', 'v'],
      ['x-h', 'second'],
    ],
  ) as fc.Arbitrary<[string, string][]>,
  body: fc.constantFrom('', 'x', '{"a":1,"b":"é"}', 'b=2&a=1&c=%20+', '😀 text\r\n'),
})

it('every definition is the same on both hosts, and accepted by the second interpreter', async () => {
  const steps = fc.array(text, { minLength: 1, maxLength: 4 })
  const property = fc.asyncProperty(steps, fc.boolean(), request, async (all, hasQuery, asked) => {
    const yaml = definition(all, hasQuery)
    const provider = definedProvider(readDefinition(yaml, 'acme.yaml'))
    const signed = [nodeHost(), portableHost({ name: 'this tool' })].map((own) => {
      const host = { ...own, now: () => NOW, nonce: () => 'ab12cd34' }
      const signer = createSigner({ providers: [provider], settings: fromObject(provider, SETTINGS), host })
      return signer.sign(asked).request
    })
    expect(signed[0]).toEqual(signed[1])
    const verifier = definitionVerifier(yaml, { ...times, clock: () => NOW }, SETTINGS)
    expect(await verifier.respond(incoming(signed[0] as never) as never, {})).toMatchObject({ status: 200 })
  })
  await fc.assert(property, { numRuns: 300 })
})

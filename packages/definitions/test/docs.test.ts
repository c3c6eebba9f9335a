import { readFileSync } from 'node:fs'
import { baseUrlOf, createSigner, fromObject, headerValue } from '@countersign/core'
import { type Example, examplesOf } from '@countersign/core/provider'
import { SETTING_KINDS } from '@countersign/core/settings'
import { nodeHost } from '@countersign/hosts/node'
import { schemes } from '@countersign/schemes'
import { checkVector } from '@countersign/verify/vectors'
import { expect, it } from 'vitest'
import { definedProvider, readDefinition, type Schemes, vectorsOf } from '../src/index.js'

const page = readFileSync(new URL('../../../docs/definitions.md', import.meta.url), 'utf8')

it('the definition of the page holds its vector', async () => {
  const [, text = ''] = /```yaml\n(id: acme[\s\S]*?)```/.exec(page) ?? []
  const definition = readDefinition(text, 'acme.yaml')
  for (const vector of vectorsOf(definition))
    expect(await checkVector(definedProvider(definition), vector, nodeHost())).toEqual({ held: true })
  expect(vectorsOf(definition)).toHaveLength(1)
})

it('the example of a scheme signs', async () => {
  const schemesPage = readFileSync(new URL('../../../docs/schemes.md', import.meta.url), 'utf8')
  const [, text = ''] = /```yaml\n(id: northwind[\s\S]*?)```/.exec(schemesPage) ?? []
  const provider = definedProvider(readDefinition(text, 'northwind.yaml'), schemes as Schemes)
  const settings = fromObject(provider, { keyId: 'k', secret: 'c2VjcmV0' })
  const signer = createSigner({ providers: [provider], settings, host: nodeHost() })
  const [{ method, path, body = '' }] = examplesOf(provider) as [Example]
  const { request } = await signer.apply({ method, url: baseUrlOf(provider) + path, headers: [], body })
  expect(headerValue(request.headers, 'Signature-Input')).toMatch(
    /^sig1=\("@method" "@target-uri" "content-digest"\);created=\d+;keyid="k"$/,
  )
})

it('the page lists the kinds of settings that a definition may have', () => {
  expect(/Kinds: ([^|]*?) \|/.exec(page)?.[1]?.split(', ')).toEqual(SETTING_KINDS)
})

/** A definition with one mistake, whose last step is on line 9 and whose header on line 12. */
const mistaken = ({
  step = 'hex(sha256(body))',
  header = '"{signature}"',
  query = '',
  first = 'seconds()',
}) =>
  `id: acme
hosts: [api.acme.example]
settings:
  apiKey: the API key
  apiSecret: { about: the API secret, secret: true }

steps:
  first: ${first}
  signature: '${step}'
send:
  headers:
    X-Key: ${header}
${query && `  query: ${query}\n`}  body: "{first}{signature}"
`

const MISTAKES = [
  { header: '{apiKey}' },
  { header: '"{hmac-sha256(apiSecret, body)}"' },
  { step: 'concat(first, sha256(body))' },
  { step: 'concat(first, v1)' },
  { step: 'first + body' },
  { step: 'hex(hmac_sha256(apiSecret, body))' },
  { step: 'concat(seconds, body)' },
  { first: 'concat(signature, body)' },
  { header: '"{apiSecret}"' },
  { query: '"signature={signature}"' },
]

it('the ten mistakes of the page give the messages that it shows', () => {
  const [, table = ''] = /## Ten common mistakes\n([\s\S]*?)\n## /.exec(page) ?? []
  const shown = [...table.matchAll(/\| `(acme\.yaml:.*)` \|$/gm)].map(([, message]) => message)
  const given = MISTAKES.map((mistake) => {
    try {
      return readDefinition(mistaken(mistake), 'acme.yaml').id
    } catch (thrown) {
      return (thrown as Error).message
    }
  })
  expect(given).toEqual(shown)
  expect(readDefinition(mistaken({}), 'acme.yaml').id).toBe('acme')
})

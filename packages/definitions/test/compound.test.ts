import { createHash, createHmac } from 'node:crypto'
import { collect, createSigner, fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { readCaptures, verifyFile } from '@countersign/verify'
import { expect, it } from 'vitest'
import { definedProvider, readDefinition } from '../src/index.js'

// A signature among other values in one header, over text that one expression makes.
const DEFINITION = `
id: acme
hosts: [api.acme.example]
settings:
  key: the id of the key
  secret: { about: the secret, secret: true }
steps:
  ts: seconds()
  string: join("\\n", method, path, sorted(query), ts, hex(sha256(body)))
  sig: base64url(hmac-sha512(secret, string))
send:
  headers:
    X-Acme-Signature: "key={key},ts={ts},sig={sig}"
maxAge: 300
`
const TS = '1700000000'
const BODY = '{"a":1}'
const SETTINGS = { key: 'AK1', secret: 'the secret of the Acme company' }
const hashOf = (encoding: 'hex' | 'base64') => createHash('sha256').update(BODY).digest(encoding)
const PARTS = ['POST', '/v1/things', 'a=1&b=2&c=3', TS, hashOf('hex')]
const hmacOf = (text: string) => createHmac('sha512', SETTINGS.secret).update(text).digest()
const SIG = hmacOf(PARTS.join('\n')).toString('base64url')
const header = (sig: string) => `key=AK1,ts=${TS},sig=${sig}`

async function verdictOn(value: string, file = DEFINITION) {
  const provider = definedProvider(readDefinition(file, 'acme.yaml'))
  const head = [
    'POST /v1/things?c=3&a=1&b=2 HTTP/1.1',
    'Host: api.acme.example',
    `Content-Length: ${BODY.length}`,
    `X-Acme-Signature: ${value}`,
  ]
  const [verdict] = await verifyFile(readCaptures(Buffer.from(`${head.join('\r\n')}\r\n\r\n${BODY}`)), {
    providers: [provider],
    settings: fromObject(provider, SETTINGS),
    host: nodeHost(),
    at: Number(TS),
  })
  return verdict
}
const signedOver = (text: string) => header(hmacOf(text).toString('base64url'))
const withPart = (at: number, text: string) =>
  signedOver(PARTS.map((one, n) => (n === at ? text : one)).join('\n'))

const RIGHT = PARTS.join('\n')
const URL_SAFE = 'Write it in base64url without padding (RFC 4648 section 5).'

it.each([
  ['base64url with padding', `${SIG}==`],
  ['base64', hmacOf(RIGHT).toString('base64')],
  ['hex', hmacOf(RIGHT).toString('hex')],
])('the form that is expected is named: %s', async (form, sig) => {
  expect(await verdictOn(header(sig))).toMatchObject({
    why: `signature matches when the signature is read as ${form}`,
    advice: URL_SAFE,
  })
})

it('so is hex in capitals', async () => {
  const file = DEFINITION.replace(
    'base64url(hmac-sha512(secret, string))',
    'upper(hex(hmac-sha512(secret, string)))',
  )
  expect(await verdictOn(header(hmacOf(RIGHT).toString('hex')), file)).toMatchObject({
    advice: 'Write it in upper-case hex, two digits a byte.',
  })
})

it.each([
  [
    'another key',
    header(SIG).replace('AK1', 'AK2'),
    'key: it is AK2, ACME_KEY is AK1',
    'Send the value of ACME_KEY, or correct that setting.',
  ],
  [
    'spaces',
    header(SIG).replaceAll(',', ', '),
    'X-Acme-Signature: it has spaces after the commas',
    'Remove the spaces after the commas.',
  ],
  [
    'another order',
    `ts=${TS}, key=AK1, sig=${SIG}`,
    'X-Acme-Signature: it has spaces after the commas, and its values are in another order than key, ts, sig',
    'Remove the spaces after the commas. Write them in the order key, ts, sig.',
  ],
])('what differs beside a right signature: %s', async (_what, value, why, advice) => {
  expect(await verdictOn(value)).toMatchObject({ why: `${why}; the signature itself matches`, advice })
})

it('a signature that nothing explains is no setting to correct', async () => {
  const verdict = await verdictOn(signedOver('nothing of the kind'))
  expect(verdict?.why).toMatch(/^sig: \S+… was sent, expected \S+…$/)
  expect(verdict).not.toHaveProperty('advice')
})

it.each([
  ['the parameters of the query are not sorted', withPart(2, 'c=3&a=1&b=2')],
  ['the query is left empty', withPart(2, '')],
  ['the query is left out', signedOver(PARTS.filter((_one, n) => n !== 2).join('\n'))],
  ['the path is signed with the query', withPart(1, '/v1/things?c=3&a=1&b=2')],
  [
    'the path is signed with the query, in place of the two',
    signedOver(['POST', '/v1/things?c=3&a=1&b=2', TS, hashOf('hex')].join('\n')),
  ],
  ['the method is signed in lower case', withPart(0, 'post')],
  ['the ts is signed in milliseconds', withPart(3, `${TS}000`)],
  ['there is nothing between the parts', signedOver(PARTS.join(''))],
  ['there is "|" between the parts', signedOver(PARTS.join('|'))],
  ['there is a newline after the string to sign', signedOver(`${RIGHT}\n`)],
  ['the hash in the string to sign is in base64', withPart(4, hashOf('base64'))],
])('parts of a text that one expression makes: %s', async (when, value) => {
  expect((await verdictOn(value))?.why).toBe(`signature matches when ${when}`)
})

it('a trace says of a secret how long it is, and its fingerprint', async () => {
  const provider = definedProvider(readDefinition(DEFINITION, 'acme.yaml'))
  const { steps, trace } = collect()
  const settings = fromObject(provider, SETTINGS)
  const signer = createSigner({ providers: [provider], settings, host: nodeHost() })
  await signer.apply({ method: 'GET', url: 'https://api.acme.example/x' }, trace)
  const fingerprint = createHash('sha256').update(SETTINGS.secret).digest('hex').slice(0, 8)
  expect(steps).toContainEqual({
    name: 'secret',
    value: `${SETTINGS.secret.length} bytes, SHA-256 ${fingerprint}…`,
  })
})

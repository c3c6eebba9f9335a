import { randomBytes } from 'node:crypto'
import { type AnyProvider, createSigner, providers, type Request, settingName } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { definitionVerifier } from '@countersign/sandbox'
import { linesOf, readCaptures, verifyFile } from '@countersign/verify'
import { describe, expect, it } from 'vitest'
import { definedProvider, readDefinition, vectorsOf } from '../src/index.js'
import { incoming, times } from './incoming.js'
import { FILES, read } from './read.js'

type Values = Readonly<Record<string, string>>

interface Client {
  readonly provider: AnyProvider
  readonly settings: Values
  readonly url: string
}

const KESTREL = `id: kestrel
hosts: [api.kestrel.example]
settings:
  apiKey: the API key
  apiSecret: { about: the API secret, secret: true }
steps:
  timestamp: seconds()
  signature: hex(hmac-sha256(apiSecret, method, target, timestamp, body))
send:
  headers: { X-Key: "{apiKey}", X-Time: "{timestamp}", X-Signature: "{signature}" }
`
const BASIC = `id: plain
hosts: [api.plain.example]
settings:
  id: the id
  secret: { about: the secret, secret: true }
steps:
  credentials: base64(concat(id, ":", secret))
send:
  headers: { Authorization: "Basic {credentials}" }
  secret: [Authorization]
`
const APART = `id: apart
hosts: [api.apart.example]
settings:
  id: the id
  secret: { about: the secret, secret: true }
send:
  headers: { X-Id: "{id}", X-Secret: "{secret}" }
  secret: [X-Secret]
`

const own = (text: string, url: string): Client => {
  const provider = definedProvider(readDefinition(text, 'own.yaml'))
  return { provider, url, settings: Object.fromEntries(provider.settings.map(({ name }) => [name, ''])) }
}

const builtIn = (id: string, url: string, settings: Values): Client => ({
  provider: providers.find((one) => one.id === id) as AnyProvider,
  url,
  settings,
})

const ofVector = ({ settings, request: { url } }: { settings: object; request: { url: string } }) => ({
  settings: Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)])),
  url,
})

const STANDARDS = ['aws-sigv4', 'azure-shared-key', 'edgegrid', 'hawk', 'oauth1']

async function ofStandard(name: string): Promise<Client> {
  const file = new URL(`../../../definitions/schemes/${name}.ts`, import.meta.url)
  const { default: provider, vectors } = await import(file.pathname)
  return { provider, ...ofVector(vectors[0]) }
}

const clients: readonly Client[] = [
  own(KESTREL, 'https://api.kestrel.example/v1/payments'),
  own(BASIC, 'https://api.plain.example/v1/payments'),
  own(APART, 'https://api.apart.example/v1/payments'),
  builtIn('inqud', 'https://api.inqud.com/v1/a', { tokenId: '', tokenSecret: '' }),
  builtIn('inqud', 'https://api.inqud.com/v1/a', { tokenId: '', tokenSecret: '', mode: 'simple' }),
  builtIn('imburse', 'https://sandbox-api.imbursepayments.com/v1/identity/hmac', {
    publicKey: '',
    privateKey: '',
  }),
  ...FILES.flatMap((file) => {
    const definition = read(file)
    const [vector] = vectorsOf(definition)
    const provider = definedProvider(definition)
    return vector && !provider.tokens ? [{ provider, ...ofVector(vector) }] : []
  }),
  ...(await Promise.all(STANDARDS.map(ofStandard))),
]

/** Each secret setting with each other that is a text of the client's own. */
function pairsOf({ provider, settings }: Client): [string, string][] {
  const free = provider.settings.filter(
    ({ name, kind }) => settings[name] !== undefined && (kind === 'text' || kind === 'base64'),
  )
  return free.flatMap(({ name, secret }) =>
    secret
      ? free.filter((other) => other.name !== name).map((other): [string, string] => [name, other.name])
      : [],
  )
}

const random = () => randomBytes(32).toString('base64')

function textOf(request: Request): string {
  const { origin, host } = new URL(request.url)
  const lines = request.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return `${request.method} ${request.url.slice(origin.length)} HTTP/1.1\r\nHost: ${host}\r\n${lines}\r\n${request.body}`
}

const resolver = ({ id }: AnyProvider, values: Values) => {
  const all = new Map(Object.entries(values).map(([name, value]) => [settingName(id, name), value]))
  return (name: string) => all.get(name)
}

/** A request as a client sends it, signed by these settings. */
async function sentBy({ provider, url }: Client, values: Values): Promise<string> {
  const settings = resolver(provider, values)
  const signer = createSigner({ providers: [provider], settings, host: nodeHost() })
  const { request } = await signer.apply({ method: 'POST', url, headers: [], body: '{"a":1}' })
  return textOf(request)
}

async function saidOf(sent: string, { provider }: Client, right: Values): Promise<string> {
  const [verdict] = await verifyFile(readCaptures(Buffer.from(sent)), {
    providers: [provider],
    settings: resolver(provider, right),
    host: nodeHost(),
    ways: 500,
  })
  if (!verdict) throw new Error('nothing was read')
  return `${linesOf(verdict).join('\n')}\n${JSON.stringify(verdict)}`
}

const PART = 6

const partsOf = (secret: string) =>
  Array.from({ length: secret.length - PART + 1 }, (_, at) => secret.slice(at, at + PART))

const cases = clients.flatMap((client) =>
  pairsOf(client).map(([secret, other]) => ({ id: client.provider.id, client, secret, other })),
)

describe('no part of a secret is said of a request', () => {
  it('finds providers to try', () => expect(cases.length).toBeGreaterThan(12))

  it.each(cases)('of $id with $secret and $other swapped, or the secret for both', async (one) => {
    const { client, secret, other } = one
    const right = { ...client.settings, [secret]: random(), [other]: random() } as Record<string, string>
    const ways = [
      { ...right, [secret]: right[other] as string, [other]: right[secret] as string },
      { ...right, [other]: right[secret] as string },
    ]
    const isSentAnyway = (await sentBy(client, right)).includes(right[secret] as string)
    for (const theirs of ways) {
      const sent = await sentBy(client, theirs)
      const said = await saidOf(sent, client, right)
      for (const part of partsOf(right[secret] as string)) expect(said).not.toContain(part)
      if (sent.includes(right[secret] as string) && !isSentAnyway)
        expect(said).toContain(settingName(client.provider.id, secret))
    }
  })
})

it('what EdgeGrid sends by its rules is none of it', async () => {
  const client = await ofStandard('edgegrid')
  const sent = await sentBy(client, { ...client.settings, clientSecret: random() })
  const said = await saidOf(sent, client, { ...client.settings })
  expect(said).toContain('signature')
  expect(said).not.toContain('must not be sent')
})

it('the sandbox does not show a secret that stands where a signature should', async () => {
  const [secret, now] = [random(), 1_700_000_000]
  const verifier = definitionVerifier(
    KESTREL,
    { ...times, clock: () => now },
    { apiKey: 'k', apiSecret: secret },
  )
  const headers = [
    ['X-Key', 'k'],
    ['X-Time', String(now)],
    ['X-Signature', secret],
  ] as const
  const sent = { method: 'GET', url: 'https://api.kestrel.example/v1', headers }
  const failure = await Promise.resolve()
    .then(() => verifier.respond(incoming(sent) as never, {}))
    .catch((thrown: { failure?: object }) => thrown.failure)
  expect(failure).toMatchObject({ check: expect.stringMatching(/signature/i) })
  for (const part of partsOf(secret)) expect(JSON.stringify(failure)).not.toContain(part)
})

it('an address is cut after its secrets are taken out', async () => {
  const client = { ...own(KESTREL, ''), url: `https://api.kestrel.example/${'x'.repeat(80)}/` }
  const secret = randomBytes(24).toString('hex')
  const right = { apiKey: 'k', apiSecret: secret }
  const sent = await sentBy({ ...client, url: client.url + secret }, right)
  const said = await saidOf(sent, client, right)
  expect(said).toContain('xxx/')
  for (const part of partsOf(secret)) expect(said).not.toContain(part)
})

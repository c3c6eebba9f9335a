import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startAzurite } from './azurite.js'
import { bodyOf, type Listening, listen } from './listen.js'
import { built, isLong, type Own, type Sending, TOOLS, tools } from './own.js'
import * as verifiers from './scheme-verifiers.js'

const pem = (key: KeyObject) => String(key.export({ type: 'pkcs8', format: 'pem' }))
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')
const secret = randomBytes(32)
const random = () => randomBytes(16).toString('hex')

interface Scheme {
  readonly name: string
  readonly file: string
  readonly id: string
  readonly settings: Readonly<Record<string, string>>
  readonly verifier: verifiers.Verifier
  /** Stock k6 has no Ed25519. */
  readonly isEd25519?: boolean
}

const aws = { accessKeyId: random(), secretAccessKey: random(), region: 'eu-central-1' }
const oauth = { consumerKey: random(), consumerSecret: random(), token: random(), tokenSecret: random() }
const things = { id: random(), key: random() }
const akamai = { clientToken: random(), clientSecret: random(), accessToken: random() }
const components = '@method, @authority, @path, @query, content-digest'
const acme = { keyId: 'key-1', components }

const SCHEMES: readonly Scheme[] = [
  {
    name: 'a detached JWS by ES256',
    file: 'jws',
    id: 'bank',
    settings: { keyId: 'key-1', signingKey: pem(ec.privateKey) },
    verifier: verifiers.detachedJws(ec.publicKey),
  },
  { name: 'AWS SigV4', file: 'aws-sigv4', id: 'bucket', settings: aws, verifier: verifiers.awsSigV4(aws) },
  { name: 'OAuth 1.0a', file: 'oauth1', id: 'photos', settings: oauth, verifier: verifiers.oauth1(oauth) },
  {
    name: 'OAuth 1.0a by RSA-SHA256',
    file: 'oauth1',
    id: 'photos',
    settings: { consumerKey: 'key', signatureMethod: 'RSA-SHA256', signingKey: pem(rsa.privateKey) },
    verifier: verifiers.oauth1({ consumerKey: 'key' }, rsa.publicKey),
  },
  {
    name: 'HTTP Message Signatures by HMAC',
    file: 'http-signatures',
    id: 'acme',
    settings: { ...acme, secret: secret.toString('base64') },
    verifier: verifiers.httpSignatures(secret, 'hmac-sha256'),
  },
  {
    name: 'HTTP Message Signatures by ECDSA',
    file: 'http-signatures',
    id: 'acme',
    settings: { ...acme, signingKey: pem(ec.privateKey) },
    verifier: verifiers.httpSignatures(ec.publicKey, 'ecdsa-p256-sha256'),
  },
  {
    name: 'HTTP Message Signatures by Ed25519',
    file: 'http-signatures',
    id: 'acme',
    settings: { ...acme, signingKey: pem(ed.privateKey) },
    verifier: verifiers.httpSignatures(ed.publicKey, 'ed25519'),
    isEd25519: true,
  },
  {
    name: 'signed claims',
    file: 'signed-claims',
    id: 'exchange',
    settings: { secret: secret.toString('base64') },
    verifier: verifiers.signedClaims(secret),
  },
  { name: 'Hawk', file: 'hawk', id: 'things', settings: things, verifier: verifiers.hawk(things) },
  {
    name: 'EdgeGrid',
    file: 'edgegrid',
    id: 'akamai',
    settings: akamai,
    verifier: verifiers.edgegrid(akamai),
  },
]

const requests: readonly Sending[] = [
  { method: 'GET', path: '/v1/things?b=2&a=x%20y&e=' },
  {
    method: 'POST',
    path: '/v1/things',
    headers: { 'Content-Type': 'application/json' },
    body: '{"name":"Zoë"}',
  },
]

/** What is short: Binance's tests show the other tools. */
const inTools = isLong ? tools : ['the command line', 'newman', 'k6']

const k6Missing = (name: string) => name.startsWith('k6') && !inject(name === 'k6' ? 'k6' : 'extension')

describe.each(isLong ? SCHEMES : SCHEMES.slice(0, 1))(
  '$name',
  ({ file, id, settings, verifier, isEd25519 }) => {
    const seen: string[] = []
    let server: Listening
    let own: Own
    beforeAll(async () => {
      server = await listen(async (request, response) => {
        const problem = await verdict(request, server.origin, verifier)
        seen.push(problem ?? 'accepted')
        respond(response, problem)
      })
      own = await built(`../../../definitions/schemes/${file}.ts`, id, settings, server.origin)
    })
    afterAll(() => server?.close())

    it.each(inTools)('in %s', async (name) => {
      seen.length = 0
      if (k6Missing(name)) return
      const sending = TOOLS[name]?.(own, requests)
      if (isEd25519 && name === 'k6') {
        await expect(sending).rejects.toThrow(/Ed25519.* is not available in k6/)
        expect(seen).toEqual([])
        return
      }
      // What the verifier says is worth more than a status.
      const failure = await Promise.resolve(sending).then(() => undefined, String)
      expect({ seen, failure }).toEqual({ seen: ['accepted', 'accepted'], failure: undefined })
    })
  },
)

async function verdict(request: IncomingMessage, origin: string, verifier: verifiers.Verifier) {
  const { method = '', url: target = '' } = request
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  )
  const body = Buffer.from(await bodyOf(request))
  try {
    return await verifier({ method, origin, target, headers, body })
  } catch (thrown) {
    return (thrown as Error).message
  }
}

function respond(response: ServerResponse, problem: string | undefined): void {
  response.writeHead(problem === undefined ? 200 : 401, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ problem }))
}

describe.runIf(isLong)('Azure SharedKey, with Azurite', () => {
  let azurite: Awaited<ReturnType<typeof startAzurite>>
  let own: Own
  beforeAll(async () => {
    azurite = await startAzurite()
    const { account, key, origin } = azurite
    own = await built('../../../definitions/schemes/azure-shared-key.ts', 'storage', { account, key }, origin)
  })
  afterAll(() => azurite?.close())

  it.each(tools)('in %s', async (name) => {
    if (k6Missing(name)) return
    const container = `/${azurite.account}/c${random()}`
    const put = {
      method: 'PUT',
      path: `${container}/a%20b.txt`,
      headers: { 'x-ms-blob-type': 'BlockBlob', 'Content-Type': 'text/plain' },
      body: 'Zoë',
    }
    const create = { method: 'PUT', path: `${container}?restype=container` }
    const list = { method: 'GET', path: `${container}?restype=container&comp=list&prefix=a%20` }
    // Azurite responds 201 to both and 200 to the list; a wrong signature is 403.
    await TOOLS[name]?.(own, [create, put, list])
  })
})

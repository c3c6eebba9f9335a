import { createPublicKey, verify } from 'node:crypto'
import { createSigner, fromObject, type Request } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { definitionSettings, definitionVerifier } from '@countersign/sandbox'
import { describe, expect, it } from 'vitest'
import { definedProvider, readDefinition } from '../src/index.js'
import { incoming, times } from './incoming.js'

const NOW = 1700000000
const API = { method: 'POST', url: 'https://api.acme.com/v1/things?a=1', body: 'text' }

/** Signs by a definition against its second interpreter, with the credentials of that. */
async function against(text: string, change: (request: Request) => Request = (request) => request) {
  const settings = definitionSettings(text)
  const verifier = definitionVerifier(text, { ...times, clock: () => NOW }, settings)
  const asked: Request[] = []
  const send = async (request: Request) => {
    asked.push(request)
    const { status, body } = await verifier.respond(incoming(change(request) as never) as never, {})
    return { status, headers: [], body: JSON.stringify(body) }
  }
  const provider = definedProvider(readDefinition(text, 'acme.yaml'))
  const host = { ...nodeHost(), now: () => NOW, send }
  const signer = createSigner({ providers: [provider], settings: fromObject(provider, settings), host })
  const { request } = await signer.apply(API)
  const { status } = await verifier.respond(incoming(request as never) as never, {})
  return { status, asked, settings }
}

const assertion = (alg: string) => `
id: acme
hosts: [acme.com]
settings:
  clientId: the client
  key: { about: its private key, secret: true }
steps:
  now: seconds()
  jti: uuid()
  claims: concat('{"iss":"', clientId, '","jti":"', jti, '","iat":', now, '}')
  assertion: jws('{"alg":"${alg}"}', claims, key)
token:
  url: "{scheme}://{authority}/token"
  headers: { X-Request-Id: "{jti}" }
  form: { grant_type: client_credentials, client_assertion: "{assertion}" }
  value: access_token
  expires: expires_in
`

describe('a token that is requested by a signed assertion (RFC 7523)', () => {
  it.each([
    ['RS256', 'sha256'],
    ['ES256', 'sha256'],
    ['EdDSA', null],
  ])('%s', async (alg, hash) => {
    const { status, asked, settings } = await against(assertion(alg))
    expect(status).toBe(200)
    const [request] = asked as [Request]
    const jwt = new URLSearchParams(String(request.body)).get('client_assertion') ?? ''
    const [header = '', claims = '', signature = ''] = jwt.split('.')
    const { iss, jti, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString())
    expect([iss, iat]).toEqual([settings.clientId, NOW])
    // What is drawn is drawn once, though the signature has to be waited for.
    expect(request.headers).toContainEqual(['X-Request-Id', jti])
    const key = createPublicKey(settings.key as string)
    const signed = Buffer.from(`${header}.${claims}`)
    const form = { key, dsaEncoding: 'ieee-p1363' } as const
    expect(verify(hash, signed, form, Buffer.from(signature, 'base64url'))).toBe(true)
  })
})

const json = `
id: acme
hosts: [acme.com]
settings:
  clientId: the client
  clientSecret: { about: the secret, secret: true }
steps:
  proof: base64url(hmac-sha256(clientSecret, clientId))
  stamp: milliseconds()
  signature: hex(hmac-sha256(token, stamp, target, body))
token:
  url: "{scheme}://{authority}/token"
  json: { id: "{clientId}", proof: "{proof}", more: { n: 1.50, list: [true, null, "of {clientId}"] } }
  value: data.token
  lifetime: 60
send:
  headers: { X-Token: "{token}", X-Stamp: "{stamp}", X-Signature: "{signature}" }
  secret: [X-Token]
`

describe('a token that is requested by JSON', () => {
  it('of steps and values, however deep; it may then be a key', async () => {
    const { status, asked } = await against(json)
    expect(status).toBe(200)
    expect(JSON.parse(String(asked[0]?.body)).more.n).toBe(1.5)
  })

  it.each([
    ['a step', 'proof', /"proof":"./, '"proof":"!'],
    ['a text deep inside', 'more.list.2', '"of ', '"off '],
    ['a number', 'more.n', '1.5', '1.6'],
    ['a truth', 'more.list.0', 'true', 'false'],
  ])('is refused if %s is another', async (_, path, from, to) => {
    const changed = (request: Request) => ({ ...request, body: String(request.body).replace(from, to) })
    await expect(against(json, changed)).rejects.toThrow(`${path} `)
  })
})

it('a query may end before a parameter that follows it by an if', async () => {
  const text = `
id: acme
hosts: [acme.com]
settings: { key: { about: the key, secret: true } }
steps:
  time: seconds()
  signature: hex(hmac-sha256(key, time, target))
send: { query: '{query}{if(query, "&", "")}t={time}&s={signature}' }
`
  expect((await against(text)).status).toBe(200)
})

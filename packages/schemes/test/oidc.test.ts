import { generateKeyPairSync } from 'node:crypto'
import { createSigner, fromObject, type RequestInput } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dpop } from '../src/dpop.js'
import { clientSecretJwt, privateKeyJwt } from '../src/private-key-jwt.js'
import { authorizationServer, resourceServer } from './oidc.js'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')
const CLIENT_SECRET = 'a-client-secret-of-thirty-two-bytes-and-more'

let server: Awaited<ReturnType<typeof authorizationServer>>
beforeAll(async () => {
  server = await authorizationServer([rsa.publicKey, ec.publicKey, ed.publicKey], CLIENT_SECRET)
})
afterAll(() => server.close())

const get = { method: 'GET', url: 'https://api.example.com/things' }
const hosts = ['api.example.com', 'localhost']
const jwk = ({ privateKey }: typeof ec) => JSON.stringify(privateKey.export({ format: 'jwk' }))

async function tokenOf(make: typeof privateKeyJwt, settings: object, now?: number) {
  const provider = make({ id: 'acme', hosts, tokenUrl: server.tokenUrl })
  const host = nodeHost(now === undefined ? {} : { now: () => now })
  const signer = createSigner({ providers: [provider], settings: fromObject(provider, settings), host })
  const { request } = await signer.apply(get)
  const [scheme, token = ''] = (request.headers.find(([name]) => name === 'Authorization')?.[1] ?? '').split(
    ' ',
  )
  expect(scheme).toBe('Bearer')
  return server.find(token)
}

describe('npm oidc-provider gives a token', () => {
  it.each([
    ['private_key_jwt RS256', { signingKey: jwk(rsa), keyId: 'key-0' }],
    ['private_key_jwt PS256', { signingKey: jwk(rsa), keyId: 'key-0', algorithm: 'PS256' }],
    ['private_key_jwt ES256', { signingKey: jwk(ec) }],
    ['private_key_jwt EdDSA', { signingKey: jwk(ed) }],
    ['the issuer as audience', { signingKey: jwk(ec), audience: 'issuer' }],
  ])('%s', async (_name, { audience, ...settings }: { audience?: string; signingKey: string }) => {
    const own = audience ? { ...settings, audience: server.issuer } : settings
    expect((await tokenOf(privateKeyJwt, { clientId: 'by-key', ...own }))?.clientId).toBe('by-key')
  })
  it('client_secret_jwt HS256', async () => {
    const settings = { clientId: 'by-secret', clientSecret: CLIENT_SECRET }
    expect((await tokenOf(clientSecretJwt, settings))?.clientId).toBe('by-secret')
  })
})

describe('npm oidc-provider refuses', () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  it.each([
    [
      'RFC 7523 section 3: a key that is not the client’s',
      { clientId: 'by-key', signingKey: jwk(other) },
      undefined,
    ],
    ['RFC 7523 section 3: a clock far off', { clientId: 'by-key', signingKey: jwk(ec) }, 1_500_000_000],
    [
      'RFC 7523 section 3: an audience of another server',
      { clientId: 'by-key', signingKey: jwk(ec), audience: 'https://x.example' },
      undefined,
    ],
  ])('%s', async (_name, settings, now) => {
    await expect(tokenOf(privateKeyJwt, settings, now)).rejects.toThrow(
      /^No token: http:\/\/127\.0\.0\.1:\d+\/token responded with 401/,
    )
  })
})

describe('DPoP with server nonces (RFC 9449 sections 8 and 9)', () => {
  async function send(signer: ReturnType<typeof createSigner>, request: RequestInput) {
    const signed = await signer.apply(request)
    const { method, url, headers } = signed.request
    const response = await fetch(url, { method, headers })
    return signer.noteStatus(signed, response.status, [...response.headers])
  }

  it.each([
    ['ES256', jwk(ec)],
    ['EdDSA', jwk(ed)],
    ['ES256 in PEM', String(ec.privateKey.export({ type: 'pkcs8', format: 'pem' }))],
  ])('%s', async (_name, signingKey) => {
    let nonce = 'first'
    const api = await resourceServer(server.find, { nonce: () => nonce })
    const provider = dpop({ id: 'acme', hosts: ['localhost'], tokenUrl: server.tokenUrl })
    const settings = { clientId: 'bound', signingKey, hosts: new URL(api.origin).host }
    const signer = createSigner({
      providers: [provider],
      settings: fromObject(provider, settings),
      host: nodeHost(),
    })
    const request = { method: 'POST', url: `${api.origin}/a//b%2Fc?q=1` }
    expect(await send(signer, request)).toBe(true)
    expect(await send(signer, request)).toBe(false)
    nonce = 'second'
    expect(await send(signer, request)).toBe(true)
    expect(await send(signer, request)).toBe(false)
    api.close()
    expect(api.seen).toEqual(['use_dpop_nonce', 'accepted', 'use_dpop_nonce', 'accepted'])
  })

  it('a token that the request brings is proved, and none is asked for', async () => {
    const provider = dpop({
      id: 'acme',
      hosts: ['api.example.com'],
      tokenUrl: 'https://auth.example.com/token',
    })
    const settings = { clientId: 'bound', signingKey: jwk(ec) }
    const signer = createSigner({
      providers: [provider],
      settings: fromObject(provider, settings),
      host: nodeHost(),
    })
    const { request } = await signer.apply({
      ...get,
      headers: { Authorization: 'DPoP Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU' },
    })
    const proof = request.headers.find(([name]) => name === 'DPoP')?.[1] ?? ''
    const claims = JSON.parse(Buffer.from(proof.split('.')[1] ?? '', 'base64url').toString())
    // RFC 9449 section 7.1: the hash of this token.
    expect(claims).toMatchObject({ htm: 'GET', ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' })
    expect(request.headers).toContainEqual([
      'Authorization',
      'DPoP Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU',
    ])
  })
})

describe('bad input', () => {
  const at = (tokenUrl: string, settings: object) => {
    const provider = privateKeyJwt({ id: 'acme', hosts, tokenUrl })
    return createSigner({ providers: [provider], settings: fromObject(provider, settings), host: nodeHost() })
  }
  it('a token endpoint without https', () => {
    const signer = at('http://auth.example.com/token', { clientId: 'x', signingKey: jwk(ec) })
    expect(() => signer.needs(get)).toThrow('ACME_TOKEN_URL must be an https URL')
  })
  it('RFC 7518 section 3.2: a client secret that is too short', async () => {
    const settings = { clientId: 'by-secret', clientSecret: 'short' }
    await expect(tokenOf(clientSecretJwt, settings)).rejects.toThrow(/ACME_CLIENT_SECRET is 5 bytes long/)
  })
  it('RFC 9449 section 4.2: a key without its public half', () => {
    const provider = dpop({ id: 'acme', hosts, tokenUrl: 'https://auth.example.com/token' })
    const signingKey = String(ed.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const signer = createSigner({
      providers: [provider],
      settings: fromObject(provider, { clientId: 'x', signingKey }),
      host: nodeHost(),
    })
    expect(() => signer.needs(get)).toThrow(/Give it as a JWK/)
  })
})

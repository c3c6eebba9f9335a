import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createSigner, fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { flattenedVerify, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { detachedJws, signedClaims } from '../src/jws.js'
import { signed } from './sign.js'

const provider = detachedJws({ id: 'bank', hosts: ['example.com'] })
// RFC 7797 section 4: the key of RFC 7515 appendix A.1.
const SECRET = 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow'
const post = (body: string | Uint8Array<ArrayBuffer>) => ({
  method: 'POST',
  url: 'https://example.com/x',
  body,
})

describe('RFC 7797 section 4', () => {
  it.each([SECRET, JSON.stringify({ kty: 'oct', k: SECRET })])('4.2: $.02 unencoded', async (secret) => {
    const { header } = await signed(provider, { secret }, post('$.02'))
    expect(header('x-jws-signature')).toBe(
      'eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY',
    )
  })
  it('4.1: the control, encoded', async () => {
    const { header } = await signed(provider, { secret: SECRET, payload: 'encoded' }, post('$.02'))
    expect(header('x-jws-signature')).toBe(
      'eyJhbGciOiJIUzI1NiJ9..5mvfOroL-g7HyqJoozehmsaqmvTYGEq5jTI1gVvoEoQ',
    )
  })
})

type Pair = { publicKey: KeyObject; privateKey: KeyObject }
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = (namedCurve: string): Pair => generateKeyPairSync('ec', { namedCurve })
const PAIRS: Record<string, Pair> = {
  RS256: rsa,
  PS512: rsa,
  ES256: ec('P-256'),
  ES384: ec('P-384'),
  ES512: ec('P-521'),
  EdDSA: generateKeyPairSync('ed25519'),
}

describe.each(Object.entries(PAIRS))('jose verifies %s', (algorithm, { publicKey, privateKey }) => {
  const settings = {
    keyId: 'key-1',
    algorithm,
    signingKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
  it.each([
    ['text', '{"name":"Zoë"}'],
    ['bytes', new Uint8Array([0, 255, 46])],
    ['no body', ''],
  ])('a detached JWS over %s', async (_name, body) => {
    const { header } = await signed(provider, settings, post(body))
    const [text = '', , signature = ''] = header('x-jws-signature')?.split('.') ?? []
    const jws = { protected: text, payload: Buffer.from(body as string), signature }
    const { protectedHeader } = await flattenedVerify(jws, publicKey)
    expect(protectedHeader).toEqual({ alg: algorithm, kid: 'key-1', b64: false, crit: ['b64'] })
    await expect(flattenedVerify({ ...jws, payload: Buffer.from('changed') }, publicKey)).rejects.toThrow()
  })
})

describe('signed claims', () => {
  const claims = signedClaims({
    id: 'acme',
    hosts: ['example.com'],
    claims: ({ url }) => ({ uri: `${url.host}${url.path}` }),
  })
  it('are verified by jose, with what they bind', async () => {
    const { privateKey, publicKey } = PAIRS.ES256 as Pair
    const settings = {
      issuer: 'me',
      audience: 'them',
      signingKey: JSON.stringify(privateKey.export({ format: 'jwk' })),
    }
    const { authorization } = await signed(claims, settings, {
      ...post('{}'),
      url: 'https://example.com/a//b?q=1',
    })
    const { payload } = await jwtVerify(authorization.replace('Bearer ', ''), publicKey, {
      issuer: 'me',
      audience: 'them',
    })
    expect(payload).toMatchObject({
      htm: 'POST',
      htu: 'https://example.com/a//b',
      uri: 'example.com/a//b',
      bodyHash: 'RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o',
    })
  })
  it('RFC 7519 section 4.1.4: end after their lifetime', async () => {
    const settings = { secret: SECRET, lifetime: 5 }
    const { steps } = await signed(claims, settings, post(''), { now: 1_700_000_000 })
    expect(JSON.parse(String(steps.claims))).toMatchObject({ iat: 1_700_000_000, exp: 1_700_000_005 })
  })
})

describe('bad input', () => {
  it.each([
    [
      'RFC 7518 section 3.2: a secret shorter than the hash',
      { secret: 'c2hvcnQ' },
      /BANK_SECRET is 5 bytes long, and HS256 needs 32/,
    ],
    ['a secret that is not base64', { secret: 'not base64!' }, /set BANK_SECRET_ENCODING to text/],
    [
      'neither secret nor key',
      { keyId: 'k' },
      /BANK_SECRET is missing; or give a private key in BANK_SIGNING_KEY/,
    ],
    [
      'RFC 7518 section 3.4: a P-384 key for ES256',
      { algorithm: 'ES256', signingKey: PAIRS.ES384?.privateKey.export({ type: 'pkcs8', format: 'pem' }) },
      /EC key of P-384/,
    ],
    [
      'a public key',
      { signingKey: rsa.publicKey.export({ type: 'spki', format: 'pem' }) },
      /BANK_SIGNING_KEY/,
    ],
    [
      'RFC 7515 section 4.1.1: an algorithm of "none"',
      { algorithm: 'none', secret: SECRET },
      /must be HS256 or/,
    ],
  ])('%s is refused', async (_name, settings, message) => {
    await expect(signed(provider, settings, post('x'))).rejects.toThrow(message)
  })
  it('RFC 7797 section 3: a body that changes after signing does not verify', async () => {
    const { header } = await signed(provider, { secret: SECRET }, post('a'))
    const [text = '', , signature = ''] = header('x-jws-signature')?.split('.') ?? []
    const key = Buffer.from(SECRET, 'base64url')
    await expect(
      flattenedVerify({ protected: text, payload: Buffer.from('b'), signature }, key),
    ).rejects.toThrow()
  })
  it('Ed25519 in a tool that lacks it is refused by name', () => {
    const signingKey = PAIRS.EdDSA?.privateKey.export({ type: 'pkcs8', format: 'pem' })
    const host = nodeHost()
    const k6 = {
      ...host,
      name: 'k6',
      signer: (name: string) => {
        throw new Error(`${name} is not there`)
      },
    }
    const signer = createSigner({
      providers: [provider],
      settings: fromObject(provider, { signingKey }),
      host: k6,
    })
    expect(() => signer.needs(post('x'))).toThrow('Ed25519 is not there')
  })
})

import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import {
  type AnyProvider,
  createSigner,
  type Data,
  fromObject,
  type Host,
  memoryTokens,
} from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { describe, expect, it } from 'vitest'
import { dpop } from '../src/dpop.js'
import { httpSignatures } from '../src/http-signatures.js'
import { detachedJws, signedClaims } from '../src/jws.js'
import { oauth1 } from '../src/oauth1.js'
import { privateKeyJwt } from '../src/private-key-jwt.js'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' })
const named = { id: 'acme', hosts: ['example.com'] }
const client = { clientId: 'me', algorithm: 'RS256', tokenUrl: 'https://auth.example.com/token' }

// PKCS #1 v1.5 gives the same signature each time, so both ways can be compared.
const SCHEMES: [name: string, provider: AnyProvider, settings: object, tokenType?: string][] = [
  ['a detached JWS', detachedJws(named), { algorithm: 'RS256' }],
  ['signed claims', signedClaims(named), { algorithm: 'RS256', issuer: 'me' }],
  ['OAuth 1.0a', oauth1(named), { consumerKey: 'me', signatureMethod: 'RSA-SHA256' }],
  ['HTTP Message Signatures', httpSignatures(named), { keyId: 'me', algorithm: 'rsa-v1_5-sha256' }],
  ['private_key_jwt', privateKeyJwt(named), client, 'Bearer'],
  ['DPoP', dpop(named), client, 'DPoP'],
]

/** As k6 with the extension: its requests and its signatures block. */
const blocking: Partial<Host> = {
  signer(_algorithm, { pkcs8 }) {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
    const now = (data: Data) => new Uint8Array(sign('sha256', Buffer.from(data as string), key))
    return Object.assign(() => Promise.reject(new Error('a promise')), { now })
  },
}

function signerFor(provider: AnyProvider, settings: object, token_type: string, host: Partial<Host>) {
  const now = () => 1700000000
  const body = JSON.stringify({ access_token: 't', token_type, expires_in: 60 })
  const response = { status: 200, headers: [], body }
  const tokens = memoryTokens({ now })
  const fixed = { now, nonce: (digits: number) => '0'.repeat(digits), tokens }
  const sends = { send: async () => response, sendSync: () => response }
  return createSigner({
    providers: [provider],
    settings: fromObject(provider, { ...settings, signingKey }),
    host: { ...nodeHost(), ...fixed, ...sends, ...host },
  })
}

const request = { method: 'POST', url: 'https://example.com/x?a=1', body: '{}' }

describe.each(SCHEMES)('%s by a private key', (_name, provider, settings, type = '') => {
  it('is signed without a promise by a host that can, as with one', async () => {
    const atOnce = signerFor(provider, settings, type, blocking).sign(request)
    const later = await signerFor(provider, settings, type, {}).apply(request)
    expect(atOnce.request).toEqual(later.request)
  })

  it('needs a promise elsewhere, and says so', () => {
    const refusal = expect.objectContaining({ code: 'needs-waiting' })
    expect(() => signerFor(provider, settings, type, {}).sign(request)).toThrow(refusal)
  })
})

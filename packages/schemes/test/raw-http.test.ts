import { createHash, createHmac } from 'node:crypto'
import { type AnyProvider, mastercardOauth } from '@countersign/core'
import Hawk from 'hawk'
import { createSigner, httpbis } from 'http-message-signatures'
import { SignJWT } from 'jose'
import mastercard from 'mastercard-oauth1-signer'
import OAuth from 'oauth-1.0a'
import { describe, expect, it } from 'vitest'
import { dpop, hawk, httpSignatures, oauth1 } from '../src/index.js'
import { ec, NOW, pem, rsa } from './bad-input/inputs.js'
import { type Settings, verdictOn } from './verdict.js'

/** A scheme that signs how a URL starts, and other people's headers for one. */
interface Scheme {
  readonly provider: AnyProvider
  readonly settings: Settings
  readonly headers: (url: string) => Promise<Record<string, string>> | Record<string, string>
}

const secret = Buffer.from('secret-of-the-tests').toString('base64')

const schemes: Record<string, Scheme> = {
  'OAuth 1.0a': {
    provider: oauth1({ id: 'photos', hosts: ['example.com'] }),
    settings: { consumerKey: 'key', consumerSecret: 'consumer-secret' },
    headers(url) {
      const client = new OAuth({
        consumer: { key: 'key', secret: 'consumer-secret' },
        signature_method: 'HMAC-SHA1',
        hash_function: (base, key) => createHmac('sha1', key).update(base).digest('base64'),
      })
      client.getTimeStamp = () => NOW
      return { ...client.toHeader(client.authorize({ method: 'GET', url })) }
    },
  },
  'Mastercard OAuth': {
    provider: mastercardOauth,
    settings: { consumerKey: 'client!key', signingKey: pem(rsa) },
    headers(url) {
      Object.assign(mastercard, { getNonce: () => 'Abc12345', getTimestamp: () => NOW })
      return {
        Authorization: mastercard.getAuthorizationHeader(url, 'GET', '', 'client!key', pem(rsa)),
      }
    },
  },
  DPoP: {
    provider: dpop({ id: 'wallet', hosts: ['example.com'], tokenUrl: 'https://id.example.com/token' }),
    settings: { clientId: 'client', signingKey: pem(ec) },
    async headers(url) {
      const [htu] = url.split('?')
      const ath = createHash('sha256').update('token-1').digest('base64url')
      const proof = await new SignJWT({ jti: 'a1', iat: NOW, htm: 'GET', htu, ath })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: ec.publicKey.export({ format: 'jwk' }) })
        .sign(ec.privateKey)
      return { Authorization: 'DPoP token-1', DPoP: proof }
    },
  },
  'HTTP Message Signatures': {
    provider: httpSignatures({
      id: 'acme',
      hosts: ['example.com'],
      components: '"@method" "@target-uri" "@scheme"',
    }),
    settings: { keyId: 'k1', secret },
    async headers(url) {
      const key = createSigner(Buffer.from(secret, 'base64'), 'hmac-sha256', 'k1')
      const fields = ['@method', '@target-uri', '@scheme']
      const params = { params: ['keyid', 'created'], paramValues: { created: new Date(NOW * 1000) } }
      const { headers } = await httpbis.signMessage(
        { key, fields, ...params },
        { method: 'GET', url, headers: {} },
      )
      return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
    },
  },
  'Hawk, which signs the port': {
    provider: hawk({ id: 'things', hosts: ['example.com'] }),
    settings: { id: 'dh37', key: 'werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn' },
    headers(url) {
      const credentials = {
        id: 'dh37',
        key: 'werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn',
        algorithm: 'sha256',
      }
      const options = { credentials, timestamp: NOW, nonce: 'Ygvqdz', payload: '' }
      return { Authorization: Hawk.client.header(url, 'GET', options as never).header }
    },
  },
}

describe.each(Object.entries(schemes))('raw HTTP with a path and Host: %s', (_name, scheme) => {
  const { provider, headers } = scheme
  // The setting lists this machine beside the provider's own hosts.
  const settings = { ...scheme.settings, hosts: 'localhost,127.0.0.1' }
  it.each(['http://127.0.0.1:8080', 'http://localhost', 'https://localhost'])(
    'is verified if it went to %s, and says so',
    async (origin) => {
      const url = `${origin}/v1/a?b=2`
      const sent = { method: 'GET', url, headers: Object.entries(await headers(url)), body: '' }
      expect(await verdictOn(provider, settings, sent, NOW)).toMatchObject({
        verdict: 'verified',
        url: `${origin}/v1/a`,
      })
    },
  )
})

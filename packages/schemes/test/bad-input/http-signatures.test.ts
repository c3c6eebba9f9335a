import { createVerifier, httpbis } from 'http-message-signatures'
import { expect } from 'vitest'
import { httpSignatures } from '../../src/index.js'
import { signed } from '../sign.js'
import { badInput, ec, get, HOSTS, NOW, pem, post, saidOf, withBody, withoutHeader } from './inputs.js'

const provider = httpSignatures({ id: 'acme', hosts: HOSTS })
const secret = Buffer.alloc(64, 7).toString('base64')
const settings = { keyId: 'k', secret, components: '@method @target-uri x-name content-digest' }

async function base(target: string, components: string, headers = {}) {
  const { steps } = await signed(provider, { ...settings, components }, get(target, headers), { now: NOW })
  return String(steps.signatureBase).split('\n').slice(0, -1)
}
const parameter = (name: string) => `"@query-param";name="${name}"`

/** Npm http-message-signatures takes the signature; `maxAge` in seconds. */
async function holds(
  target: string,
  components: string,
  { now, maxAge }: { now?: number; maxAge?: number } = {},
) {
  const at = now === undefined ? {} : { now }
  const { request } = await signed(provider, { ...settings, components }, get(target), at)
  const verify = createVerifier(Buffer.from(secret, 'base64'), 'hmac-sha256')
  const message = { method: request.method, url: request.url, headers: Object.fromEntries(request.headers) }
  return httpbis.verifyMessage({ keyLookup: async () => ({ verify }), ...(maxAge && { maxAge }) }, message)
}

badInput('HTTP Message Signatures', {
  'a key of another kind': [
    'RFC 9421 section 3.3.6: an EC key does not sign ed25519',
    () =>
      expect(
        signed(provider, { keyId: 'k', algorithm: 'ed25519', signingKey: pem(ec) }, get('/')),
      ).rejects.toThrow(/ACME_SIGNING_KEY: /),
  ],
  'a clock far off': [
    'RFC 9421 section 3.2: created may be too old',
    async () => {
      const now = Date.now() / 1000
      expect(await holds('/', '@method', { now, maxAge: 300 })).toBe(true)
      await expect(holds('/', '@method', { now: now - 1000, maxAge: 300 })).rejects.toThrow(/too old/i)
    },
  ],
  'a body that is changed after signing': [
    'RFC 9530 section 2: Content-Digest, and RFC 9421 section 7.2.8',
    async () => {
      const request = post('{"a":1}', { 'X-Name': 'a' })
      expect(await saidOf(provider, settings, request, { change: withBody('{"a":2}') })).toMatch(
        /^not-verified: Content-Digest/,
      )
    },
  ],
  'a header that is covered and missing': [
    'RFC 9421 section 2.5: refused here, and on the other side',
    async () => {
      await expect(base('/', 'x-name')).rejects.toThrow(/"x-name" is covered and not on the message/)
      const request = post('', { 'X-Name': 'a' })
      expect(await saidOf(provider, settings, request, { change: withoutHeader('X-Name') })).toContain(
        '"x-name" is covered and not on the request',
      )
    },
  ],
  'a repeated parameter': [
    'RFC 9421 section 2.2.8: not as a component; section 2.2.7: as part of the query',
    async () => {
      await expect(base('/?a=1&a=2', parameter('a'))).rejects.toThrow(/more than once/)
      expect(await base('/?a=2&a=1', '@query')).toEqual(['"@query": ?a=2&a=1'])
      expect(await holds('/?a=2&a=1', '@query')).toBe(true)
    },
  ],
  'an empty query value': [
    'RFC 9421 section 2.2.8: with and without an equals sign',
    async () => {
      expect(await base('/?a=&b', `${parameter('a')} ${parameter('b')}`)).toEqual([
        `${parameter('a')}: `,
        `${parameter('b')}: `,
      ])
      expect(await holds('/?a=&b', `${parameter('a')} ${parameter('b')}`)).toBe(true)
    },
  ],
  '+ and %20': [
    'RFC 9421 section 2.2.8: both are a space, %20; section 2.2.7: as they are sent',
    async () => {
      expect(await base('/?a=x+y&b=x%20y', `${parameter('a')} ${parameter('b')} @query`)).toEqual([
        `${parameter('a')}: x%20y`,
        `${parameter('b')}: x%20y`,
        '"@query": ?a=x+y&b=x%20y',
      ])
      expect(await holds('/?a=x+y&b=x%20y', `${parameter('a')} @query`)).toBe(true)
    },
  ],
  'a path with //, .. and %2F': [
    'RFC 9421 section 2.2.6: the path as it is sent',
    async () => expect(await base('/a//b/../%2F', '@path')).toEqual(['"@path": /a//b/../%2F']),
  ],
  'unicode in the query': [
    'RFC 9421 sections 2.2.7 and 2.2.8: percent-encoded',
    async () => {
      expect(await base('/?q=ü&r=%C3%BC', `${parameter('q')} ${parameter('r')} @query`)).toEqual([
        `${parameter('q')}: %C3%BC`,
        `${parameter('r')}: %C3%BC`,
        '"@query": ?q=%C3%BC&r=%C3%BC',
      ])
      expect(await holds('/?q=%C3%BC', `${parameter('q')} @query`)).toBe(true)
    },
  ],
  'unicode in a header': [
    'RFC 9421 section 2.5: a covered value is ASCII, and refused otherwise',
    () => expect(base('/', 'x-name', { 'X-Name': 'Zoë' })).rejects.toThrow(/beyond ASCII/),
  ],
})

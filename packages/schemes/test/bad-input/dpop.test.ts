import { createHash } from 'node:crypto'
import { EmbeddedJWK, jwtVerify } from 'jose'
import { expect } from 'vitest'
import { dpop } from '../../src/index.js'
import { signed } from '../sign.js'
import {
  badInput,
  ec,
  get,
  HOSTS,
  NOW,
  pem,
  post,
  rsa,
  saidOf,
  urlOf,
  withBody,
  withoutHeader,
} from './inputs.js'

const provider = dpop({ id: 'wallet', hosts: HOSTS, tokenUrl: 'https://auth.example.com/token' })
const settings = { clientId: 'a', signingKey: pem(ec) }
const TOKEN = { Authorization: 'DPoP abc' }

/** The claims of the proof, as jose reads them at a time. */
async function proofOf(target: string, { at = NOW, headers = {} } = {}) {
  const request = get(target, { ...TOKEN, ...headers })
  const { header, request: sent } = await signed(provider, settings, request, { now: NOW })
  const options = { typ: 'dpop+jwt', maxTokenAge: 60, currentDate: new Date(at * 1000) }
  const { payload } = await jwtVerify(header('DPoP') ?? '', EmbeddedJWK, options)
  return { ...(payload as { iat: number; htu: string; ath: string }), sent }
}
/** `htu` has no query, which goes out as it came. */
async function isLeftOut(query: string) {
  const { htu, sent } = await proofOf(`/a?${query}`)
  expect([htu, sent.url]).toEqual([urlOf('/a'), urlOf(`/a?${query}`)])
}
const HTU = 'RFC 9449 section 4.2: htu has no query'

badInput('DPoP', {
  'a key of another kind': [
    'RFC 9449 section 4.2, alg; RFC 7518 section 3.4: an RSA key does not sign ES256',
    () =>
      expect(
        signed(provider, { ...settings, algorithm: 'ES256', signingKey: pem(rsa) }, get('/', TOKEN)),
      ).rejects.toThrow(/WALLET_SIGNING_KEY/),
  ],
  'a clock far off': [
    'RFC 9449 section 4.3, item 11: iat is in an acceptable window',
    async () => {
      expect(await proofOf('/')).toMatchObject({ iat: NOW })
      await expect(proofOf('/', { at: NOW + 1000 })).rejects.toThrow('"iat" claim timestamp check failed')
    },
  ],
  'a body that is changed after signing': [
    'RFC 9449 section 4.2: the proof covers no body',
    async () =>
      expect(await saidOf(provider, settings, post('abc', TOKEN), { change: withBody('abd') })).toMatch(
        /^verified: /,
      ),
  ],
  'a header that is covered and missing': [
    'RFC 9449 section 7.1: a token without its proof',
    async () => {
      const request = get('/', TOKEN)
      expect(await saidOf(provider, settings, request, { change: withoutHeader('DPoP') })).toMatch(
        /^not-verified: DPoP: it is missing/,
      )
    },
  ],
  'a repeated parameter': [HTU, () => isLeftOut('a=2&a=1&a=1')],
  'an empty query value': [HTU, () => isLeftOut('b&a=&')],
  '+ and %20': [HTU, () => isLeftOut('a=x+y&b=x%20y')],
  'a path with //, .. and %2F': [
    'RFC 9449 section 4.2: htu is the URI of the request, as it is sent',
    async () => expect((await proofOf('/a//b/../%2F/ü#c')).htu).toBe(urlOf('/a//b/../%2F/%C3%BC')),
  ],
  'unicode in the query': [HTU, () => isLeftOut('q=ü')],
  'unicode in a header': [
    'RFC 9449 section 4.2, ath: the hash is of the token alone',
    async () => {
      const { ath, sent } = await proofOf('/', { headers: { 'X-Name': 'Zoë' } })
      expect(ath).toBe(createHash('sha256').update('abc').digest('base64url'))
      expect(sent.headers).toContainEqual(['X-Name', 'Zoë'])
    },
  ],
})

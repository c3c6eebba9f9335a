import { mastercardOauth } from '@countersign/core'
import oauth from 'mastercard-oauth1-signer'
import { expect } from 'vitest'
import { signed } from '../sign.js'
import { badInput, ec, get, NOW, pem, post, rsa, saidOf, withBody } from './inputs.js'

const nonce = 'Abc12345'
const settings = { consumerKey: 'client!key', signingKey: pem(rsa), hosts: 'example.com' }
Object.assign(oauth, { getNonce: () => nonce, getTimestamp: () => NOW })

/** The header of Mastercard's library for the URL as it is sent. */
async function asTheirs(target: string, sent = target, headers = {}) {
  const { authorization } = await signed(mastercardOauth, settings, get(target, headers), { now: NOW, nonce })
  const url = `https://example.com${sent}`
  expect(authorization).toBe(
    oauth.getAuthorizationHeader(url, 'GET', '', settings.consumerKey, settings.signingKey),
  )
}
const LIBRARY = 'mastercard-oauth1-signer 1.2.0 in place of'

badInput('Mastercard OAuth', {
  'a key of another kind': [
    'RFC 5849 section 3.4.3: an RSA key is needed',
    () =>
      expect(signed(mastercardOauth, { ...settings, signingKey: pem(ec) }, get('/'))).rejects.toThrow(
        /MASTERCARD_OAUTH_SIGNING_KEY .*RSA key/,
      ),
  ],
  'a clock far off': [
    'RFC 5849 section 3.3: the server may refuse an old timestamp',
    async () =>
      expect(await saidOf(mastercardOauth, settings, get('/'), { at: NOW + 1000 })).toMatch(
        /oauth_timestamp: it is 1000 s .* older/,
      ),
  ],
  'a body that is changed after signing': [
    'OAuth Body Hash section 3.2',
    async () =>
      expect(await saidOf(mastercardOauth, settings, post('abc'), { change: withBody('abd') })).toMatch(
        /^not-verified: oauth_body_hash: /,
      ),
  ],
  'a header that is covered and missing': [
    'RFC 5849 section 3.4.1.3.1: no header but Authorization is signed',
    () => asTheirs('/', '/', { 'X-Test': '1' }),
  ],
  'a repeated parameter': [`${LIBRARY} RFC 5849 section 3.4.1.3.2`, () => asTheirs('/?a=2&a=1&a=1')],
  'an empty query value': [`${LIBRARY} RFC 5849 section 3.4.1.3.1`, () => asTheirs('/?b&a=')],
  '+ and %20': [`${LIBRARY} RFC 5849 section 3.4.1.3.1: as they are sent`, () => asTheirs('/?a=x+y&b=x%20y')],
  'a path with //, .. and %2F': ['RFC 5849 section 3.4.1.2: as it is sent', () => asTheirs('/a//b/../%2F')],
  'unicode in the query': [
    'RFC 5849 section 3.6: as it is sent, percent-encoded',
    () => asTheirs('/?q=ü', '/?q=%C3%BC'),
  ],
  'unicode in a header': [
    'RFC 5849 section 3.4.1.3.1: it is not signed',
    () => asTheirs('/', '/', { 'X-Name': 'Zoë' }),
  ],
})

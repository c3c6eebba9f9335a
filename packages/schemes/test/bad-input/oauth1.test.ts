import { createHmac } from 'node:crypto'
import OAuth from 'oauth-1.0a'
import { expect } from 'vitest'
import { oauth1 } from '../../src/index.js'
import { signed } from '../sign.js'
import { badInput, ec, get, HOSTS, NOW, pem, post, saidOf, urlOf, withBody } from './inputs.js'

const provider = oauth1({ id: 'photos', hosts: HOSTS })
const settings = { consumerKey: 'key', consumerSecret: 'secret & more', version: '1.0' }
const nonce = 'abc'

/** The parameters in the signature base string, decoded once; and its URI. */
async function based(target: string, headers = {}) {
  const { steps, authorization } = await signed(provider, settings, get(target, headers), { now: NOW, nonce })
  const [, uri = '', all = ''] = String(steps.signatureBaseString).split('&').map(decodeURIComponent)
  return { uri, own: all.split('&').filter((pair) => !pair.startsWith('oauth_')), authorization }
}

/** The signature of npm oauth-1.0a, which always sends oauth_version. */
function theirs(target: string): string {
  const client = new OAuth({
    consumer: { key: settings.consumerKey, secret: settings.consumerSecret },
    signature_method: 'HMAC-SHA1',
    hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
  })
  Object.assign(client, { getNonce: () => nonce, getTimeStamp: () => NOW })
  return client.authorize({ url: urlOf(target), method: 'GET' }).oauth_signature
}
async function asTheirs(target: string, own: string[]) {
  const ours = await based(target)
  expect(ours.own).toEqual(own)
  expect(ours.authorization).toContain(`oauth_signature="${encodeURIComponent(theirs(target))}"`)
}

badInput('OAuth 1.0a', {
  'a key of another kind': [
    'RFC 5849 section 3.4.3: an EC key does not sign RSA-SHA1',
    () =>
      expect(
        signed(
          oauth1({ id: 'photos', hosts: HOSTS, signatureMethod: 'RSA-SHA1' }),
          { consumerKey: 'k', signingKey: pem(ec) },
          get('/'),
        ),
      ).rejects.toThrow(/PHOTOS_SIGNING_KEY/),
  ],
  'a clock far off': [
    'RFC 5849 section 3.3: the server may refuse an old timestamp',
    async () =>
      expect(await saidOf(provider, settings, get('/'), { at: NOW + 1000 })).toMatch(
        /oauth_timestamp: it is 1000 s .* older/,
      ),
  ],
  'a body that is changed after signing': [
    'RFC 5849 section 3.4.1.3.1: a form is signed',
    async () =>
      expect(
        await saidOf(
          provider,
          settings,
          post('a=1', { 'Content-Type': 'application/x-www-form-urlencoded' }),
          {
            change: withBody('a=2'),
          },
        ),
      ).toMatch(/^not-verified: oauth_signature: /),
  ],
  'a header that is covered and missing': [
    'RFC 5849 section 3.4.1.3.1: no header but Authorization is signed, and that without its realm',
    async () => {
      const plain = await based('/')
      expect((await based('/', { 'X-Test': '1' })).authorization).toBe(plain.authorization)
      const own = { ...settings, realm: 'Photos' }
      const { authorization } = await signed(provider, own, get('/'), { now: NOW, nonce })
      expect(authorization).toBe(plain.authorization.replace('OAuth ', 'OAuth realm="Photos", '))
    },
  ],
  'a repeated parameter': [
    'RFC 5849 section 3.4.1.3.2: each is signed, sorted by its value',
    () => asTheirs('/?a=2&a=1&a=1', ['a=1', 'a=1', 'a=2']),
  ],
  'an empty query value': [
    'RFC 5849 section 3.4.1.3.1: the value is empty with and without an equals sign',
    async () => expect((await based('/?b&a=')).own).toEqual(['a=', 'b=']),
  ],
  '+ and %20': [
    'RFC 5849 section 3.4.1.3.1: a plus in the query is a space',
    async () => {
      expect((await based('/?a=x+y&b=x%20y')).own).toEqual(['a=x%20y', 'b=x%20y'])
      await asTheirs('/?b=x%20y', ['b=x%20y'])
    },
  ],
  'a path with //, .. and %2F': [
    'RFC 5849 section 3.4.1.2: the path is as it is sent',
    async () => expect((await based('/a//b/../%2F')).uri).toBe(urlOf('/a//b/../%2F')),
  ],
  'unicode in the query': [
    'RFC 5849 section 3.6: UTF-8, percent-encoded once',
    async () => {
      expect((await based('/?q=ü&r=%C3%BC')).own).toEqual(['q=%C3%BC', 'r=%C3%BC'])
      await asTheirs('/?q=%C3%BC', ['q=%C3%BC'])
    },
  ],
  'unicode in a header': [
    'RFC 5849 section 3.4.1.3.1: it is not signed, and stays',
    async () => {
      const { request } = await signed(provider, settings, get('/', { 'X-Name': 'Zoë' }), { now: NOW, nonce })
      expect(request.headers).toContainEqual(['X-Name', 'Zoë'])
    },
  ],
})

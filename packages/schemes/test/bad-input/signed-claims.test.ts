import { createHash } from 'node:crypto'
import { jwtVerify } from 'jose'
import { expect } from 'vitest'
import { signedClaims } from '../../src/index.js'
import { signed } from '../sign.js'
import { badInput, ec, get, HOSTS, NOW, pem, post, rsa, saidOf, urlOf, withBody } from './inputs.js'

const provider = signedClaims({
  id: 'exchange',
  hosts: HOSTS,
  claims: ({ request, url }) => ({
    query: url.query,
    name: request.headers.find(([name]) => name === 'X-Name')?.[1],
  }),
})
const settings = { signingKey: pem(ec) }

/** The claims, as jose reads them at a time. */
async function claimsOf(request: ReturnType<typeof get>, at = NOW) {
  const { authorization } = await signed(provider, settings, request, { now: NOW })
  const jwt = authorization.replace('Bearer ', '')
  return (await jwtVerify(jwt, ec.publicKey, { currentDate: new Date(at * 1000) })).payload
}
/** The query is not in `htu`, and in a claim of its own as it is written. */
async function isClaimed(query: string, written = query) {
  expect(await claimsOf(get(`/a?${query}`))).toMatchObject({ htu: urlOf('/a'), query: written })
}
const QUERY = 'RFC 9449 section 4.2: htu has no query; a claim of its own has it as it is written'

badInput('signed claims', {
  'a key of another kind': [
    'RFC 7518 section 3.4: an RSA key does not sign ES256',
    () =>
      expect(signed(provider, { algorithm: 'ES256', signingKey: pem(rsa) }, get('/'))).rejects.toThrow(
        /EXCHANGE_SIGNING_KEY/,
      ),
  ],
  'a clock far off': [
    'RFC 7519 section 4.1.4: not accepted after exp',
    async () => {
      expect(await claimsOf(get('/'))).toMatchObject({ iat: NOW, exp: NOW + 60 })
      await expect(claimsOf(get('/'), NOW + 1000)).rejects.toThrow('"exp" claim timestamp check failed')
    },
  ],
  'a body that is changed after signing': [
    'RFC 7519 section 4.3: the private claim bodyHash is not that of the body',
    async () =>
      expect(await saidOf(provider, settings, post('abc'), { change: withBody('abd') })).toMatch(
        /^not-verified: bodyHash: /,
      ),
  ],
  'a header that is covered and missing': [
    'RFC 7519 section 4: a claim without a value is left out',
    async () => {
      expect(await claimsOf(get('/', { 'X-Name': 'a' }))).toMatchObject({ name: 'a' })
      expect(await claimsOf(get('/'))).not.toHaveProperty('name')
    },
  ],
  'a repeated parameter': [QUERY, () => isClaimed('a=2&a=1&a=1')],
  'an empty query value': [QUERY, () => isClaimed('b&a=&')],
  '+ and %20': [QUERY, () => isClaimed('a=x+y&b=x%20y')],
  'a path with //, .. and %2F': [
    'RFC 9449 section 4.2: htu is the URI of the request, as it is sent',
    async () => expect(await claimsOf(get('/a//b/../%2F'))).toMatchObject({ htu: urlOf('/a//b/../%2F') }),
  ],
  'unicode in the query': [
    'RFC 7519 section 7.1: claims are UTF-8',
    async () => {
      await isClaimed('q=ü')
      expect(await claimsOf(get('/ü'))).toMatchObject({ htu: urlOf('/%C3%BC') })
    },
  ],
  'unicode in a header': [
    'RFC 7519 section 7.1: claims are UTF-8',
    async () => {
      expect(await claimsOf(get('/', { 'X-Name': 'Zoë' }))).toMatchObject({ name: 'Zoë' })
      const hash = createHash('sha256').update('Zoë').digest('base64url')
      const { steps } = await signed(provider, settings, post('Zoë'))
      expect(JSON.parse(String(steps.claims)).bodyHash).toBe(hash)
    },
  ],
})

import { flattenedVerify } from 'jose'
import { expect } from 'vitest'
import { detachedJws } from '../../src/index.js'
import { signed } from '../sign.js'
import { badInput, get, HOSTS, jsonOf, NOW, pem, rsa } from './inputs.js'

const secret = Buffer.alloc(32, 7).toString('base64')
const ID = 'x-request-id'
const provider = detachedJws({ id: 'bank', hosts: HOSTS })
const binding = detachedJws({
  id: 'bank',
  hosts: HOSTS,
  protectedHeader: ({ request, host }) => ({
    iat: Math.floor(host.now()),
    id: request.headers.find(([name]) => name.toLowerCase() === ID)?.[1],
  }),
})

const jwsOf = async (target: string, body = 'a', headers = {}) => {
  const request = { ...get(target, headers), method: 'POST', body }
  const { header, request: sent } = await signed(provider, { secret }, request)
  return { jws: header('x-jws-signature') ?? '', url: sent.url }
}

/** Jose takes it for this body. */
function verified(jws: string, payload: string) {
  const [text = '', , signature = ''] = jws.split('.')
  return flattenedVerify(
    { protected: text, payload: Buffer.from(payload), signature },
    Buffer.from(secret, 'base64'),
  )
}

/** The URL is no part of the payload: it goes out as it came, and the JWS is the same. */
async function isUntouched(target: string) {
  const plain = await jwsOf('/')
  expect(await jwsOf(target)).toEqual({ jws: plain.jws, url: `https://example.com${target}` })
  expect(await verified(plain.jws, 'a')).toBeTruthy()
}
const PAYLOAD = 'RFC 7797 section 3: only the payload is signed, and the URL stays as it is'

badInput('detached JWS', {
  'a key of another kind': [
    'RFC 7518 section 3.4: an RSA key does not sign ES256',
    () =>
      expect(
        signed(provider, { algorithm: 'ES256', signingKey: pem(rsa) }, { ...get('/'), body: 'a' }),
      ).rejects.toThrow(/BANK_SIGNING_KEY/),
  ],
  'a clock far off': [
    'RFC 7515 section 4: a time is in the header only if the receiver wants one, as the host tells it',
    async () => {
      const { steps } = await signed(binding, { secret }, get('/'), { now: NOW })
      expect(JSON.parse(String(steps.protectedHeader)).iat).toBe(NOW)
      expect(jsonOf((await jwsOf('/')).jws.split('.')[0])).toEqual({
        alg: 'HS256',
        b64: false,
        crit: ['b64'],
      })
    },
  ],
  'a body that is changed after signing': [
    'RFC 7515 section 5.2',
    async () => {
      const { jws } = await jwsOf('/')
      expect(await verified(jws, 'a')).toBeTruthy()
      await expect(verified(jws, 'b')).rejects.toThrow('signature verification failed')
    },
  ],
  'a header that is covered and missing': [
    'RFC 7515 section 4: a member of the protected header without a value is left out',
    async () => {
      const membersOf = async (headers: Record<string, string>) =>
        JSON.parse(String((await signed(binding, { secret }, get('/', headers))).steps.protectedHeader))
      expect(await membersOf({ [ID]: '1' })).toMatchObject({ id: '1' })
      expect(await membersOf({})).not.toHaveProperty('id')
    },
  ],
  'a repeated parameter': [PAYLOAD, () => isUntouched('/?a=2&a=1&a=1')],
  'an empty query value': [PAYLOAD, () => isUntouched('/?b&a=&')],
  '+ and %20': [PAYLOAD, () => isUntouched('/?a=x+y&b=x%20y')],
  'a path with //, .. and %2F': [PAYLOAD, () => isUntouched('/a//b/../%2F')],
  'unicode in the query': [PAYLOAD, () => isUntouched('/?q=ü')],
  'unicode in a header': [
    'RFC 7515 section 3.1: the protected header is UTF-8 in base64url',
    async () => {
      const { header } = await signed(binding, { secret }, get('/', { [ID]: 'Zoë' }))
      expect(jsonOf(header('x-jws-signature')?.split('.')[0])).toMatchObject({ id: 'Zoë' })
      expect(await verified(header('x-jws-signature') ?? '', '')).toBeTruthy()
    },
  ],
})

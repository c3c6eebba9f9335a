import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { jwtVerify } from 'jose'
import { afterAll, beforeAll, expect } from 'vitest'
import { clientSecretJwt, privateKeyJwt } from '../../src/index.js'
import { signed } from '../sign.js'
import { badInput, ec, get, HOSTS, pem, rsa } from './inputs.js'

const CLIENT_SECRET = 'a-client-secret-of-thirty-two-bytes-and-more'
const server = createServer()
let tokenUrl = ''
/** The forms that came to the token endpoint. */
const forms: URLSearchParams[] = []

beforeAll(async () => {
  server.on('request', async (request: IncomingMessage, response) => {
    const form = new URLSearchParams(await text(request))
    forms.push(form)
    const problem = await problemOf(form.get('client_assertion') ?? '')
    response.writeHead(problem ? 401 : 200, { 'Content-Type': 'application/json' })
    response.end(
      JSON.stringify(
        problem
          ? { error: 'invalid_client', error_description: problem }
          : { access_token: 'token', token_type: 'Bearer', expires_in: 60 },
      ),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`
})
afterAll(() => server.close())

/** Jose verifies the assertion as RFC 7523 section 3 says. */
async function problemOf(assertion: string): Promise<string | undefined> {
  const key = assertion.startsWith('eyJhbGciOiJIUzI1NiI') ? Buffer.from(CLIENT_SECRET) : ec.publicKey
  try {
    await jwtVerify(assertion, key, { audience: tokenUrl, issuer: 'client', subject: 'client' })
    return undefined
  } catch (thrown) {
    return String(thrown)
  }
}

const KINDS = [
  { name: 'private_key_jwt', make: privateKeyJwt, key: { signingKey: pem(ec) } },
  { name: 'client_secret_jwt', make: clientSecretJwt, key: { clientSecret: CLIENT_SECRET } },
]

for (const { name, make, key } of KINDS) {
  const sign = (request: object, { settings = {}, ...at }: { settings?: object; now?: number } = {}) =>
    signed(
      make({ id: 'acme', hosts: HOSTS, tokenUrl }),
      { clientId: 'client', ...key, ...settings },
      request as never,
      at,
    )

  /** The request goes out as it came, with the token. */
  async function isUntouched(target: string, more: { method?: string; body?: string } = {}) {
    const request = { ...get(target), ...more }
    const { request: sent, authorization } = await sign(request)
    expect(authorization).toBe('Bearer token')
    expect({ url: sent.url, body: sent.body }).toEqual({ url: request.url, body: more.body })
  }
  const BEARER = 'RFC 6750 section 2.1: the token is all that is added; the request stays as it is'

  badInput(name, {
    'a key of another kind':
      name === 'private_key_jwt'
        ? [
            'RFC 7518 section 3.4: an RSA key does not sign ES256',
            () =>
              expect(
                sign(get('/'), { settings: { algorithm: 'ES256', signingKey: pem(rsa) } }),
              ).rejects.toThrow(/ACME_SIGNING_KEY/),
          ]
        : [
            'RFC 7518 section 3.2: a secret is as long as the hash',
            () =>
              expect(sign(get('/'), { settings: { clientSecret: 'short' } })).rejects.toThrow(
                /ACME_CLIENT_SECRET is 5 bytes long/,
              ),
          ],
    'a clock far off': [
      'RFC 7523 section 3, item 4: an assertion that ended is not accepted',
      () => expect(sign(get('/'), { now: 1_500_000_000 })).rejects.toThrow(/responded with 401/),
    ],
    'a body that is changed after signing': [BEARER, () => isUntouched('/', { method: 'POST', body: 'Zoë' })],
    'a header that is covered and missing': [
      'RFC 7523 section 2.2: the assertion is in the form of the token request, and no header is covered',
      async () => {
        await isUntouched('/')
        const form = forms.at(-1)
        expect(form?.get('client_assertion_type')).toBe(
          'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        )
        expect([...(form?.keys() ?? [])].sort()).toEqual([
          'client_assertion',
          'client_assertion_type',
          'client_id',
          'grant_type',
        ])
      },
    ],
    'a repeated parameter': [BEARER, () => isUntouched('/?a=2&a=1&a=1')],
    'an empty query value': [BEARER, () => isUntouched('/?b&a=&')],
    '+ and %20': [
      'RFC 6749 appendix B: the form of the token request is encoded',
      async () => {
        await isUntouched('/?a=x+y&b=x%20y')
        await sign(get('/'), { settings: { scope: 'a+b c&d' } })
        expect(forms.at(-1)?.get('scope')).toBe('a+b c&d')
      },
    ],
    'a path with //, .. and %2F': [BEARER, () => isUntouched('/a//b/../%2F')],
    'unicode in the query': [BEARER, () => isUntouched('/?q=ü')],
    'unicode in a header': [
      'RFC 6749 appendix B: the form of the token request is UTF-8',
      async () => {
        await sign(get('/', { 'X-Name': 'Zoë' }), { settings: { scope: 'Zoë' } })
        expect(forms.at(-1)?.get('scope')).toBe('Zoë')
      },
    ],
  })
}

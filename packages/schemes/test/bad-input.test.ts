import { createHash, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { awsSigV4, azureSharedKey, detachedJws, dpop, edgegrid, hawk, signedClaims } from '../src/index.js'
import { signed } from './sign.js'

const hosts = ['example.com']
const url = (target: string) => `https://example.com${target}`
const get = (target: string, headers: Record<string, string> = {}) => ({
  method: 'GET',
  url: url(target),
  headers,
})

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (pair: typeof ec) => String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }))
const jsonOf = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString())

describe('AWS SigV4, "Create a canonical request"', () => {
  const aws = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', region: 'eu-central-1' }
  const canonical = async (service: string, request: ReturnType<typeof get>) => {
    const { steps } = await signed(awsSigV4({ id: 'aws', hosts }), { ...aws, service }, request)
    const [, uri, query, ...headers] = String(steps.canonicalRequest).split('\n')
    return { uri, query, headers }
  }
  it.each([
    ['a repeated parameter is there twice, sorted by its value', '/?b=2&a=2&a=1', 'a=1&a=2&b=2'],
    ['an empty value, and one without an equals sign', '/?b&a=', 'a=&b='],
    ['+ and %20 are both a space', '/?a=x+y&b=x%20y', 'a=x%20y&b=x%20y'],
    ['unicode is encoded once, whichever way it was written', '/?q=ü&r=%C3%BC', 'q=%C3%BC&r=%C3%BC'],
  ])('CanonicalQueryString: %s', async (_what, target, query) => {
    expect((await canonical('execute-api', get(target))).query).toBe(query)
  })
  it.each([
    ['execute-api', '/a//b/../c/%2F', '/a/c/%252F'],
    ['s3', '/a//b/../c/%2F', '/a//b/../c//'],
  ])('CanonicalUri of %s: //, .. and %%2F', async (service, path, uri) => {
    expect((await canonical(service, get(path))).uri).toBe(uri)
  })
  it('CanonicalHeaders: unicode stays, and runs of spaces are one', async () => {
    const { headers } = await canonical('execute-api', get('/', { 'X-Name': '  Zoë   B ' }))
    expect(headers).toContain('x-name:Zoë B')
  })
})

describe('Hawk, "Protocol"', () => {
  it('Payload Validation: a header that the hash covers and that is missing counts as empty', async () => {
    const request = { method: 'POST', url: url('/'), body: 'a' }
    const { steps } = await signed(hawk({ id: 'things', hosts }), { id: 'a', key: 'b' }, request)
    const expected = createHash('sha256').update('hawk.1.payload\n\na\n').digest('base64')
    expect(steps.hash).toBe(expected)
  })
})

describe('EdgeGrid, "Authenticate with EdgeGrid"', () => {
  it('Canonicalize request headers: one that is covered and missing is left out', async () => {
    const provider = edgegrid({ id: 'akamai', hosts, headersToSign: ['X-A', 'X-B'] })
    const settings = {
      clientToken: 'client-token',
      clientSecret: 'client-secret',
      accessToken: 'access-token',
    }
    const { steps } = await signed(provider, settings, get('/', { 'X-B': 'é  1' }))
    expect(String(steps.dataToSign).split('\t')[4]).toBe('x-b:é 1')
  })
})

describe('Azure, "Authorize with Shared Key"', () => {
  const provider = azureSharedKey({ id: 'storage', hosts })
  const linesOf = async (request: ReturnType<typeof get>) =>
    String((await signed(provider, { account: 'x', key: 'a2V5' }, request)).steps.stringToSign).split('\n')
  it('Constructing the signature string: a standard header that is missing is an empty line', async () => {
    expect((await linesOf(get('/c'))).slice(0, 12)).toEqual(['GET', ...Array(11).fill('')])
  })
  it('Canonicalized resource string: //, .. and %2F as they are sent; unicode in an x-ms- header', async () => {
    const lines = await linesOf(get('/a//b/../%2F?q=%C3%BC', { 'x-ms-meta-name': 'Zoë' }))
    expect(lines).toContain('x-ms-meta-name:Zoë')
    expect(lines.slice(-2)).toEqual(['/x/a//b/../%2F', 'q:ü'])
  })
})

describe('JWS and JWT', () => {
  it('RFC 7518 section 3.4: an RSA key does not sign ES256', async () => {
    const settings = { algorithm: 'ES256', signingKey: pem(rsa) }
    const request = { method: 'POST', url: url('/'), body: '{}' }
    await expect(signed(detachedJws({ id: 'bank', hosts }), settings, request)).rejects.toThrow(
      /BANK_SIGNING_KEY/,
    )
  })
  it('RFC 7519 section 4.1.4: claims made by a clock far off say when they end', async () => {
    const provider = signedClaims({ id: 'exchange', hosts })
    const settings = { signingKey: pem(ec), lifetime: 60 }
    const { authorization } = await signed(provider, settings, get('/a'), { now: 1_000_000_000 })
    expect(jsonOf(authorization.split('.')[1])).toMatchObject({ iat: 1_000_000_000, exp: 1_000_000_060 })
  })
})

describe('DPoP', () => {
  const provider = dpop({ id: 'wallet', hosts, tokenUrl: 'https://auth.example.com/token' })
  const settings = { clientId: 'a', signingKey: pem(ec) }
  it('RFC 9449 section 4.2: htu has no query and no fragment, and its path as it is sent', async () => {
    const request = get('/a//b/../%2F/ü?x=1&x=2#c', { Authorization: 'DPoP abc' })
    const { steps } = await signed(provider, settings, request)
    expect(JSON.parse(String(steps.proof)).htu).toBe('https://example.com/a//b/../%2F/%C3%BC')
  })
})

import { createHash, createHmac, createVerify, generateKeyPairSync } from 'node:crypto'
import { type Call, parseUrl } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import OAuth from 'oauth-1.0a'
import { describe, expect, it, test } from 'vitest'
import { oauth1 } from '../src/oauth1.js'
import { signed } from './sign.js'

const provider = oauth1({ id: 'photos', hosts: ['photos.example.net', 'example.com'] })
const consumer = { consumerKey: 'dpf43f3p2l4k3l03', consumerSecret: 'kd94hf93k423kf44', realm: 'Photos' }

/** Signs without the signer, which refuses the plain http of the RFC's examples. */
function signAt(settings: object, request: Call<unknown>['request'], now: number, nonce: string) {
  const host = { ...nodeHost(), now: () => now, nonce: () => nonce }
  const steps: Record<string, unknown> = {}
  const trace = (name: string, value: unknown) => {
    steps[name] = value
  }
  const ready = provider.setup({ signatureMethod: 'HMAC-SHA1', ...settings }, { host, warn() {} })
  const patch = provider.sign?.({ request, url: parseUrl(request.url), settings: ready, host, trace })
  const [[, authorization] = ['', '']] = (patch?.headers ?? []) as [string, string][]
  return { steps, authorization }
}

const parameter = (authorization: string, name: string) =>
  decodeURIComponent(new RegExp(`${name}="([^"]*)"`).exec(authorization)?.[1] ?? '')

describe('RFC 5849 section 1.2', () => {
  it('temporary credentials', async () => {
    const { authorization } = await signed(
      provider,
      { ...consumer, callback: 'http://printer.example.com/ready' },
      { method: 'POST', url: 'https://photos.example.net/initiate' },
      { now: 137131200, nonce: 'wIjqoS' },
    )
    expect(authorization).toMatch(/^OAuth realm="Photos", /)
    expect(parameter(authorization, 'oauth_callback')).toBe('http://printer.example.com/ready')
    expect(parameter(authorization, 'oauth_signature')).toBe('74KNZJeDHnMBp0EMJ9ZHt/XKycU=')
  })

  it('token credentials', async () => {
    const { authorization } = await signed(
      provider,
      {
        ...consumer,
        token: 'hh5s93j4hdidpola',
        tokenSecret: 'hdhd0244k9j7ao03',
        verifier: 'hfdp7dh39dks9884',
      },
      { method: 'POST', url: 'https://photos.example.net/token' },
      { now: 137131201, nonce: 'walatlh' },
    )
    expect(parameter(authorization, 'oauth_signature')).toBe('gKgrFCywp7rO0OXSjdot/IHF7IU=')
  })

  it('a photo', () => {
    const { authorization } = signAt(
      { ...consumer, token: 'nnch734d00sl2jdk', tokenSecret: 'pfkkdhi9sl3r4s00' },
      {
        method: 'GET',
        url: 'http://photos.example.net/photos?file=vacation.jpg&size=original',
        headers: [],
        body: '',
      },
      137131202,
      'chapoH',
    )
    expect(parameter(authorization, 'oauth_signature')).toBe('MdpQcU8iPSUjWoN/UDMsK2sui9I=')
  })
})

test('RFC 5849 section 3.4.1.1: the signature base string', () => {
  const { steps } = signAt(
    { consumerKey: '9djdj82h48djs9d2', consumerSecret: 'x', token: 'kkk9d7dh3k39sjv7' },
    {
      method: 'POST',
      url: 'http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: 'c2&a3=2+q',
    },
    137131201,
    '7d8f3e4a',
  )
  expect(steps.signatureBaseString).toBe(
    'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
  )
})

/** The parameters of a header, in one order (RFC 5849 section 3.5.1 has none). */
const sorted = (authorization: string) =>
  authorization
    .replace(/^OAuth /, '')
    .split(', ')
    .sort()

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const secrets = {
  consumerKey: 'key',
  consumerSecret: 'c&s',
  token: 'tök',
  tokenSecret: 't s',
  version: '1.0',
}

describe('npm oauth-1.0a', () => {
  const hashes = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA256': 'sha256' } as const
  const url = 'https://example.com/a%20b//c?x=1&y=%C3%A9&z=a%20b&e=&r=2&r=1'

  function theirs(method: string, hash: (base: string, key: string) => string, more: object = {}) {
    const signing = new OAuth({
      consumer: { key: 'key', secret: 'c&s' },
      signature_method: method,
      hash_function: hash,
      body_hash_function: (data) =>
        createHash(method.endsWith('256') ? 'sha256' : 'sha1')
          .update(data)
          .digest('base64'),
    })
    signing.getNonce = () => 'nonce'
    signing.getTimeStamp = () => 1_700_000_000
    const data = signing.authorize({ method: 'POST', url, ...more }, { key: 'tök', secret: 't s' })
    return sorted(signing.toHeader(data).Authorization)
  }

  it.each(Object.entries(hashes))('%s', async (signatureMethod, hash) => {
    const { authorization } = await signed(
      provider,
      { ...secrets, signatureMethod },
      { method: 'post', url },
      { now: 1_700_000_000, nonce: 'nonce' },
    )
    const hmac = (text: string, key: string) => createHmac(hash, key).update(text).digest('base64')
    expect(sorted(authorization)).toEqual(theirs(signatureMethod, hmac))
  })

  it.each(Object.entries(hashes))('%s with oauth_body_hash', async (signatureMethod, hash) => {
    const body = '{"name":"Zoë"}'
    const { authorization } = await signed(
      provider,
      { ...secrets, signatureMethod, bodyHash: 'yes' },
      { method: 'POST', url, headers: { 'Content-Type': 'application/json' }, body },
      { now: 1_700_000_000, nonce: 'nonce' },
    )
    const hmac = (text: string, key: string) => createHmac(hash, key).update(text).digest('base64')
    expect(sorted(authorization)).toEqual(
      theirs(signatureMethod, hmac, { data: body, includeBodyHash: true }),
    )
  })

  it('PLAINTEXT, whose header is secret', async () => {
    const { authorization, steps } = await signed(
      provider,
      { ...secrets, signatureMethod: 'PLAINTEXT' },
      { method: 'POST', url },
      { now: 1_700_000_000, nonce: 'nonce' },
    )
    expect(sorted(authorization)).toEqual(theirs('PLAINTEXT', (_text, key) => key))
    expect(steps.oauth_signature).toBeUndefined()
  })
})

it.each(['RSA-SHA1', 'RSA-SHA256'])(
  '%s: RFC 5849 section 3.4.3, checked by node:crypto',
  async (signatureMethod) => {
    const settings = { consumerKey: 'key', signingKey, signatureMethod }
    const { authorization, steps } = await signed(provider, settings, {
      method: 'GET',
      url: 'https://example.com/',
    })
    const verify = createVerify(signatureMethod.replace('RSA-SHA', 'sha')).update(
      String(steps.signatureBaseString),
    )
    expect(verify.verify(publicKey, parameter(authorization, 'oauth_signature'), 'base64')).toBe(true)
  },
)

describe('bad input', () => {
  const get = { method: 'GET', url: 'https://example.com/' }
  it('RFC 5849 section 3.4.3: an EC key does not sign RSA-SHA256', async () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    })
    const settings = { consumerKey: 'key', signingKey: ec, signatureMethod: 'RSA-SHA256' }
    await expect(signed(provider, settings, get)).rejects.toThrow(/PHOTOS_SIGNING_KEY.*EC key/)
  })
  it('RFC 5849 section 3.1: an oauth_ parameter that is there already is refused', async () => {
    const request = { ...get, url: 'https://example.com/?oauth_nonce=1' }
    await expect(signed(provider, secrets, request)).rejects.toThrow(/"oauth_nonce" is in the query/)
  })
  it('RFC 5849 section 3.4.2: HMAC without the consumer secret is refused', async () => {
    await expect(signed(provider, { consumerKey: 'key' }, get)).rejects.toThrow(
      'PHOTOS_CONSUMER_SECRET is missing',
    )
  })
  it('OAuth Body Hash section 4.1: a form has no oauth_body_hash', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const request = { method: 'POST', url: 'https://example.com/', headers, body: 'a=b+c' }
    const { authorization, steps } = await signed(provider, { ...secrets, bodyHash: 'yes' }, request)
    expect(authorization).not.toContain('oauth_body_hash')
    expect(steps.signatureBaseString).toContain('a%3Db%2520c')
  })
  it('RFC 5849 section 3.4.1.3: a plus is a space, a repeated parameter and an empty value stay, a path stays as sent', async () => {
    const request = { ...get, url: 'https://example.com/a//b/../%2F?q=a+b&q=a%20b&e=&f&s=%2B&u=é' }
    const { steps } = await signed(provider, secrets, request)
    const [, uri = '', all = ''] = String(steps.signatureBaseString).split('&').map(decodeURIComponent)
    expect(uri).toBe('https://example.com/a//b/../%2F')
    expect(all).toMatch(/^e=&f=&oauth_.*&q=a%20b&q=a%20b&s=%2B&u=%C3%A9$/)
  })
})

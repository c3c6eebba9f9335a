import { createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { AnyProvider } from '@countersign/core'
import EdgeGrid from 'akamai-edgegrid'
import aws4 from 'aws4'
import Hawk from 'hawk'
import { createSigner, httpbis } from 'http-message-signatures'
import { SignJWT } from 'jose'
import OAuth from 'oauth-1.0a'
import { describe, expect, it } from 'vitest'
import {
  awsSigV4,
  azureSharedKey,
  clientSecretJwt,
  detachedJws,
  dpop,
  edgegrid,
  hawk,
  httpSignatures,
  oauth1,
  privateKeyJwt,
  signedClaims,
} from '../src/index.js'
import { signed } from './sign.js'
import { type Sent, type Settings, verdictOn } from './verdict.js'

const NOW = 1_700_000_000
const hosts = ['example.com']
const post = {
  method: 'POST',
  url: 'https://api.example.com/v1/a%20b/c?b=2&a=x%20y&e=',
  headers: [
    ['Content-Type', 'application/json'],
    ['X-Test', 'one'],
  ] as const,
  body: '{"a": 1}',
}

const header = (sent: Sent, name: string, change: (value: string) => string): Sent => ({
  ...sent,
  headers: sent.headers.map(([own, value]) => [own, own.toLowerCase() === name ? change(value) : value]),
})
const without = (sent: Sent, name: string): Sent => ({
  ...sent,
  headers: sent.headers.filter(([own]) => own.toLowerCase() !== name),
})
const withHeaders = (headers: object): Sent => ({
  ...post,
  headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
})

type Way = [did: string, sent: () => Sent | Promise<Sent>, says: RegExp | 'verified', at?: number]

/** Signs by the scheme, with other settings than verify has. */
async function by(provider: AnyProvider, settings: object, request: object = post): Promise<Sent> {
  const { request: sent } = await signed(provider, settings, request as typeof post, { now: NOW })
  return { ...sent, body: String(sent.body) }
}

function tried(provider: AnyProvider, settings: Settings, ways: readonly Way[]) {
  it.each(ways.map(([did, sent, says, at = NOW]) => [did, { sent, says, at }] as const))(
    '%s',
    async (_did, { sent, says, at }) => {
      const verdict = await verdictOn(provider, settings, await sent(), at)
      if (says === 'verified') expect(verdict).toMatchObject({ verdict: 'verified' })
      else expect(verdict).toMatchObject({ verdict: 'not-verified', why: expect.stringMatching(says) })
      // What to do, or, if no cause is known, what is likely.
      if (says !== 'verified') expect(verdict?.advice ?? verdict?.likely).toBeTruthy()
    },
  )
}

const pem = (key: KeyObject) => String(key.export({ type: 'pkcs8', format: 'pem' }))
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const inBase64 = (bytes: Buffer) => bytes.toString('base64')
const hmac = (hash: string, key: string | Buffer, text: string) => createHmac(hash, key).update(text).digest()

describe('AWS SigV4', () => {
  const provider = awsSigV4({ id: 'aws', hosts })
  const settings = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
    service: 'execute-api',
  }
  const theirs = (more: object = {}): Sent => {
    const request = {
      host: 'api.example.com',
      path: '/v1/a%20b/c?b=2&a=x%20y&e=',
      method: 'POST',
      service: 'execute-api',
      region: 'us-east-1',
      headers: { 'Content-Type': 'application/json', 'X-Test': 'one', 'X-Amz-Date': '20231114T221320Z' },
      body: post.body,
      ...more,
    }
    return { ...withHeaders(aws4.sign(request, settings).headers), url: post.url }
  }
  const scope = (sent: Sent, from: string, to: string) =>
    header(sent, 'authorization', (value) => value.replace(from, to))
  tried(provider, settings, [
    ['by npm aws4', () => theirs(), 'verified'],
    ['in the query', async () => by(awsSigV4({ id: 'aws', hosts, form: 'query' }), settings), 'verified'],
    [
      'in the query, too old',
      async () => by(awsSigV4({ id: 'aws', hosts, form: 'query' }), settings),
      /^X-Amz-Date with X-Amz-Expires: it is 4000 s .* older/,
      NOW + 4000,
    ],
    [
      'another region',
      () => theirs({ region: 'eu-west-1' }),
      /^Credential: region: eu-west-1 was sent, expected us-east-1 \(AWS_REGION\)/,
    ],
    [
      'another service',
      () => by(provider, { ...settings, service: 's3' }),
      /^Credential: service: s3 was sent, expected execute-api/,
    ],
    [
      'another id',
      () => by(provider, { ...settings, accessKeyId: 'AKIDOTHER' }),
      /^Credential: access key ID: AKIDOTHER was sent/,
    ],
    [
      'another day in the scope',
      () => scope(theirs(), '/20231114/', '/20231115/'),
      /the date is 20231114 in the derived key/,
    ],
    [
      'the region of the header alone',
      () => scope(theirs(), '/us-east-1/', '/us-west-1/'),
      /the region is us-east-1 in the derived key/,
    ],
    [
      'a covered header that is missing',
      () => without(theirs(), 'x-test'),
      /^SignedHeaders: x-test is covered and not on the request/,
    ],
    [
      'a Content-Type that a tool changed',
      () => header(theirs(), 'content-type', (type) => `${type}; charset=utf-8`),
      /the Content-Type is application\/json$/,
    ],
    [
      'a path that is encoded once more',
      () => ({ ...theirs({ path: '/v1/a%2520b/c?b=2&a=x%20y&e=' }), url: post.url }),
      /the canonical URI is encoded three times/,
    ],
    [
      'the body of another',
      () => theirs({ body: '' }),
      /payload hash is that of an empty body|body is empty/,
    ],
    ['a body that was changed', () => ({ ...theirs(), body: '{"a":1}' }), /the JSON of the body has a space/],
    [
      'no signature',
      () => without(theirs(), 'authorization'),
      /^Authorization: it is missing: the request is not signed/,
    ],
    ['no time', () => without(theirs(), 'x-amz-date'), /^X-Amz-Date: it is missing/],
    [
      'an old time',
      () => theirs(),
      /^X-Amz-Date: it is 1000 s .* older .*; the signature itself matches/,
      NOW + 1000,
    ],
    [
      'the clock read twice',
      () => header(theirs(), 'x-amz-date', () => '20231114T221321Z'),
      /X-Amz-Date is one second earlier/,
    ],
    ['no session token', () => by(provider, settings), 'verified'],
    [
      'another key',
      () => by(provider, { ...settings, secretAccessKey: 'another' }),
      /^Signature: .* was sent, expected/,
    ],
  ])
})

describe('AWS SigV4 of S3', () => {
  const provider = awsSigV4({ id: 'aws', hosts, service: 's3', region: 'us-east-1' })
  const settings = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
  const theirs = () => by(provider, settings)
  tried(provider, settings, [
    ['a clock that is fifteen minutes fast, as S3 allows', theirs, 'verified', NOW - 900],
    ['a clock that is faster', theirs, /^X-Amz-Date: it is 901 s .* ahead/, NOW - 901],
    [
      'a payload hash that is not of the body',
      async () => ({ ...(await theirs()), body: '{"a":1}' }),
      /^X-Amz-Content-Sha256: .* the JSON of the body has a space/,
    ],
    [
      'a header of AWS that is not covered',
      async () => ({ ...(await theirs()), headers: [...(await theirs()).headers, ['X-Amz-Acl', 'private']] }),
      /^SignedHeaders: x-amz-acl is not covered/,
    ],
    [
      'an unsigned payload',
      () => by(provider, { ...settings, payload: 'unsigned' }),
      /^X-Amz-Content-Sha256: UNSIGNED-PAYLOAD was sent/,
    ],
    [
      'no payload hash',
      async () => without(await theirs(), 'x-amz-content-sha256'),
      /^SignedHeaders: x-amz-content-sha256 is covered and not|^X-Amz-Content-Sha256: it is missing/,
    ],
  ])
})

describe('OAuth 1.0a', () => {
  const provider = oauth1({ id: 'photos', hosts })
  const settings = {
    consumerKey: 'key',
    consumerSecret: 'c&s-secret',
    token: 'tok',
    tokenSecret: 't s-secret',
  }
  const theirs = (change = (text: string) => text, key?: string): Sent => {
    const client = new OAuth({
      consumer: { key: 'key', secret: settings.consumerSecret },
      signature_method: 'HMAC-SHA1',
      hash_function: (base, own) => hmac('sha1', key ?? own, change(base)).toString('base64'),
    })
    client.getTimeStamp = () => NOW
    const data = client.authorize(
      { method: 'POST', url: post.url },
      { key: 'tok', secret: settings.tokenSecret },
    )
    return { ...post, headers: [...post.headers, ['Authorization', client.toHeader(data).Authorization]] }
  }
  const form = {
    ...post,
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: 'c=3&a=b+c',
  }
  tried(provider, settings, [
    ['by npm oauth-1.0a, its parameters in another order', () => theirs(), 'verified'],
    ['a form', () => by(provider, settings, form), 'verified'],
    [
      'two Authorization headers (RFC 9110 section 11.6.2)',
      () => ({ ...theirs(), headers: [...theirs().headers, ['Authorization', 'Basic YTpi']] }),
      /^Authorization: it is there 2 times; expected once/,
    ],
    [
      'the query left out',
      () => theirs((base) => base.replace(/a%3Dx%2520y%26b%3D2%26e%3D%26/, '')),
      /the query is left out/,
    ],
    [
      'parameters that are not sorted',
      () => theirs((base) => base.replace('a%3Dx%2520y%26b%3D2', 'b%3D2%26a%3Dx%2520y')),
      /the parameters are not sorted/,
    ],
    [
      'parameters encoded twice',
      () => theirs((base) => base.replace('x%2520y', 'x%252520y')),
      /the parameters are encoded twice/,
    ],
    [
      'http in the base string',
      () => theirs((base) => base.replace('https', 'http')),
      /the base string URI starts with http$/,
    ],
    [
      'a default port in the base string',
      () => theirs((base) => base.replace('.com', '.com%3A443')),
      /has the port 443/,
    ],
    [
      'a key that is not encoded',
      () => theirs(undefined, 'c&s-secret&t s-secret'),
      /the key is not percent-encoded/,
    ],
    ['the token secret left out', () => theirs(undefined, 'c%26s-secret&'), /the token secret is left out/],
    ['another method than it says', () => theirs((base) => base.replace('POST', 'GET')), /the method is GET/],
    [
      'another consumer',
      () => by(provider, { ...settings, consumerKey: 'other' }),
      /^oauth_consumer_key: other was sent, expected key/,
    ],
    [
      'another token',
      () => by(provider, { ...settings, token: 'other' }),
      /^oauth_token: other was sent, expected tok/,
    ],
    [
      'SHA-256',
      () => by(provider, { ...settings, signatureMethod: 'HMAC-SHA256' }),
      /^oauth_signature_method: HMAC-SHA256 was sent/,
    ],
    ['no signature', () => post, /^Authorization: it is missing: the request is not signed/],
    [
      'a bearer token',
      () => ({ ...post, headers: [['Authorization', 'Bearer x']] }),
      /its scheme is "Bearer"; expected OAuth/,
    ],
    [
      'a token without a scheme, which is not shown',
      () => ({ ...post, headers: [['Authorization', 'a-bare-token_of-40-letters']] }),
      /^Authorization: its scheme is not a known one \(26 characters, SHA-256 \w+…\); expected OAuth/,
    ],
    ['an old time', () => theirs(), /^oauth_timestamp: it is 1000 s/, NOW + 1000],
    [
      'a body that is not the one of its hash',
      async () => ({ ...(await by(provider, { ...settings, bodyHash: 'yes' })), body: '{"a":1}' }),
      /^oauth_body_hash: .* it matches when the JSON of the body has a space/,
    ],
  ])
})

describe('OAuth 1.0a by RSA-SHA1', () => {
  const provider = oauth1({ id: 'photos', hosts, signatureMethod: 'RSA-SHA1' })
  const settings = { consumerKey: 'key', signingKey: pem(rsa.privateKey) }
  const theirs = (signature: (base: string) => Buffer, text = inBase64): Sent => {
    const client = new OAuth({
      consumer: { key: 'key', secret: '' },
      signature_method: 'RSA-SHA1',
      hash_function: (base) => text(signature(base)),
    })
    client.getTimeStamp = () => NOW
    const data = client.authorize({ method: 'POST', url: post.url })
    return { ...post, headers: [...post.headers, ['Authorization', client.toHeader(data).Authorization]] }
  }
  const by = (key: KeyObject, hash = 'sha1', change = (base: string) => base) =>
    theirs((base) => sign(hash, Buffer.from(change(base)), key))
  const without = (base: string) => base.replace(/a%3Dx%2520y%26b%3D2%26e%3D%26/, '')
  const written = (text: (bytes: Buffer) => string) =>
    theirs((base) => sign('sha1', Buffer.from(base), rsa.privateKey), text)
  const RSA_3072 = generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey
  tried(provider, settings, [
    ['by npm oauth-1.0a', () => by(rsa.privateKey), 'verified'],
    ['RSA-SHA256', () => by(rsa.privateKey, 'sha256'), /^signature matches when it is made with RSA-SHA256/],
    [
      'two mistakes, found together',
      () => by(rsa.privateKey, 'sha256', without),
      /^signature matches when it is made with RSA-SHA256 and the query is left out$/,
    ],
    [
      'another key',
      () => by(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      /^oauth_signature: it is made with a key other than PHOTOS_SIGNING_KEY/,
    ],
    [
      'a key of another size',
      () => by(RSA_3072),
      /^oauth_signature: it has 384 bytes, as one by an RSA key of 3072 bits has; expected the 256 bytes/,
    ],
    [
      'an elliptic curve',
      () => by(ec.privateKey),
      /^oauth_signature: it is one by an elliptic curve \(ECDSA\)/,
    ],
    [
      'in hex',
      () => written((bytes) => bytes.toString('hex')),
      /^signature matches when the signature is read as hex$/,
    ],
    [
      'base64 in lines',
      () => written((bytes) => inBase64(bytes).replace(/.{76}/g, '$&\r\n')),
      /^signature matches when the signature is read as base64 with line breaks in it$/,
    ],
    [
      'hex that lost zeros',
      () => written((bytes) => [...bytes].map((byte) => byte.toString(16)).join('')),
      /^oauth_signature: it is in hex that lost the zero of each byte below 16, as Java/,
    ],
    [
      'an HMAC',
      () => theirs((base) => hmac('sha1', 'key&', base)),
      /^oauth_signature: it has 20 bytes, as one by HMAC-SHA1 has; expected the 256 bytes/,
    ],
  ])
})

describe('Hawk', () => {
  const provider = hawk({ id: 'things', hosts })
  const settings = { id: 'dh37', key: 'werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn' }
  const theirs = (url = post.url, more: object = {}): Sent => {
    const credentials = { ...settings, algorithm: 'sha256' }
    const about = {
      credentials,
      timestamp: NOW,
      nonce: 'Ygvqdz',
      payload: post.body,
      contentType: 'application/json',
      ...more,
    }
    return {
      ...post,
      headers: [...post.headers, ['Authorization', Hawk.client.header(url, 'POST', about).header]],
    }
  }
  tried(provider, settings, [
    ['by npm hawk', () => theirs(post.url, { ext: 'abc' }), 'verified'],
    ['the query left out', () => theirs('https://api.example.com/v1/a%20b/c'), /the query is left out/],
    ['another port', () => theirs(post.url.replace('.com', '.com:80')), /the port is 80/],
    [
      'another Content-Type in the hash',
      () => theirs(post.url, { contentType: 'text/plain' }),
      /^hash: .* the Content-Type is text\/plain/,
    ],
    [
      'a body that was changed',
      () => ({ ...theirs(), body: '{"a":1}' }),
      /^hash: .* the JSON of the body has a space/,
    ],
    ['no hash', () => theirs(post.url, { payload: undefined }), /^hash: it is missing/],
    [
      'SHA-1',
      () => theirs(post.url, { credentials: { ...settings, algorithm: 'sha1' } }),
      /it is made with sha1/,
    ],
    [
      'another id',
      () => theirs(post.url, { credentials: { ...settings, id: 'zz', algorithm: 'sha256' } }),
      /^id: zz was sent, expected dh37/,
    ],
    ['milliseconds', () => theirs(post.url, { timestamp: NOW * 1000 }), /^ts: .* it is in milliseconds/],
    ['an old time', () => theirs(), /^ts: it is 1000 s/, NOW + 1000],
    ['no signature', () => post, /^Authorization: it is missing: the request is not signed/],
  ])
})

describe('EdgeGrid', () => {
  const provider = edgegrid({ id: 'akamai', hosts, headersToSign: ['X-Test'] })
  const settings = {
    clientToken: 'akab-client',
    clientSecret: 'c2VjcmV0LXNlY3JldA==',
    accessToken: 'akab-access',
  }
  const timestamp = '20231114T22:13:20+0000'
  const start = `EG1-HMAC-SHA256 client_token=akab-client;access_token=akab-access;timestamp=${timestamp};nonce=abc;`
  const hash = createHash('sha256').update(post.body).digest('base64')
  const base64 = (key: string | Buffer, text: string) => hmac('sha256', key, text).toString('base64')
  const made = (change: (parts: string[]) => string[] = (parts) => parts, key?: string | Buffer): Sent => {
    const parts = [
      'POST',
      'https',
      'api.example.com',
      '/v1/a%20b/c?b=2&a=x%20y&e=',
      'x-test:one',
      hash,
      start,
    ]
    const signature = base64(key ?? base64(settings.clientSecret, timestamp), change(parts).join('\t'))
    return { ...post, headers: [...post.headers, ['Authorization', `${start}signature=${signature}`]] }
  }
  const library = (): [Sent, number] => {
    const client = new EdgeGrid(
      'akab-client',
      settings.clientSecret,
      'akab-access',
      'https://api.example.com/',
    )
    const headers = { 'X-Test': 'one' }
    client.auth({ path: '/v1/x?b=2', method: 'GET', headers: { ...headers }, headersToSign: headers })
    const { Authorization } = (client as unknown as { request: { headers: { Authorization: string } } })
      .request.headers
    const [, y, mo, d, time] = /timestamp=(\d{4})(\d\d)(\d\d)T([\d:]+)/.exec(Authorization) ?? []
    const sent = {
      method: 'GET',
      url: 'https://api.example.com/v1/x?b=2',
      headers: [
        ['X-Test', 'one'],
        ['Authorization', Authorization],
      ] as const,
      body: '',
    }
    return [sent, Date.parse(`${y}-${mo}-${d}T${time}Z`) / 1000]
  }
  it('by npm akamai-edgegrid', async () => {
    const [sent, at] = library()
    expect(await verdictOn(provider, settings, sent, at)).toMatchObject({ verdict: 'verified' })
  })
  tried(provider, settings, [
    ['as the page has it', () => made(), 'verified'],
    ['an old time', () => made(), /^timestamp: it is 1000 s/, NOW + 1000],
    [
      'a time of another form',
      () => header(made(), 'authorization', (value) => value.replace(timestamp, '2023-11-14T22:13:20Z')),
      /^timestamp: .* is not of the form/,
    ],
    [
      'the secret as the key',
      () => made(undefined, settings.clientSecret),
      /the client secret itself is the signing key/,
    ],
    [
      'the key in bytes',
      () => made(undefined, hmac('sha256', settings.clientSecret, timestamp)),
      /the signing key is used in bytes/,
    ],
    [
      'no header signed',
      () => made((parts) => parts.map((part) => (part === 'x-test:one' ? '' : part))),
      /no header is signed/,
    ],
    [
      'no hash of the body',
      () => made((parts) => parts.map((part) => (part === hash ? '' : part))),
      /the content hash is left out/,
    ],
    ['a signed header that is missing', () => without(made(), 'x-test'), /^X-Test: it is to be signed/],
    [
      'another client',
      () => header(made(), 'authorization', (value) => value.replace('akab-client', 'akab-other')),
      /client_token: akab-other was sent|^client_token/,
    ],
    ['no signature', () => post, /^Authorization: it is missing: the request is not signed/],
  ])
})

describe('Azure SharedKey', () => {
  const provider = azureSharedKey({ id: 'storage', hosts })
  const key = Buffer.from('azure-key-azure-key')
  const settings = { account: 'acct', key: key.toString('base64') }
  const date = 'Tue, 14 Nov 2023 22:13:20 GMT'
  const lines = [
    'POST',
    '',
    '',
    '8',
    '',
    'application/json',
    '',
    '',
    '',
    '',
    '',
    '',
    `x-ms-date:${date}`,
    'x-ms-version:2021-12-02',
    '/acct/v1/a%20b/c',
    'a:x y',
    'b:2',
    'e:',
  ]
  const made = (at = -1, value = '', own: string | Buffer = key): Sent => {
    const text = lines.map((line, n) => (n === at ? value : line)).join('\n')
    const signature = hmac('sha256', own, text).toString('base64')
    return {
      ...post,
      headers: [
        ...post.headers,
        ['x-ms-date', date],
        ['x-ms-version', '2021-12-02'],
        ['Authorization', `SharedKey acct:${signature}`],
      ],
    }
  }
  tried(provider, settings, [
    ['as the page has it', () => made(), 'verified'],
    ['a key that is not decoded', () => made(-1, '', settings.key), /STORAGE_KEY is used as text/],
    ['no Content-Length', () => made(3, ''), /Content-Length is left empty/],
    ['the date twice', () => made(6, date), /x-ms-date stands in the line of Date too/],
    ['an encoded parameter', () => made(15, 'a:x%20y'), /the parameters in the resource are not decoded/],
    ['no account in the resource', () => made(14, '/v1/a%20b/c'), /the account is missing in the resource/],
    ['another Content-Type', () => made(5, 'text/plain'), /the Content-Type is text\/plain/],
    ['a body of another length', () => ({ ...made(), body: '{"a":1}' }), /the body has a trailing newline/],
    [
      'another account',
      () => header(made(), 'authorization', (value) => value.replace('acct', 'other')),
      /^Authorization: account: other was sent|account/,
    ],
    ['no time', () => without(made(), 'x-ms-date'), /^x-ms-date: it is missing/],
    ['an old time', () => made(), /^x-ms-date: it is 1000 s/, NOW + 1000],
    ['no signature', () => post, /^Authorization: it is missing: the request is not signed/],
  ])
})

describe('HTTP Message Signatures', () => {
  const components = '"@method" "@authority" "@path" "@query" "content-type" "content-digest" "x-test"'
  const provider = httpSignatures({ id: 'acme', hosts, components })
  const settings = { keyId: 'k1', secret: Buffer.from('secret-of-the-tests').toString('base64') }
  const ours = (more: object = {}) => by(provider, { ...settings, ...more })
  const theirs = async (): Promise<Sent> => {
    const digest = `sha-256=:${createHash('sha256').update(post.body).digest('base64')}:`
    const message = {
      method: 'POST',
      url: post.url,
      headers: { ...Object.fromEntries(post.headers), 'Content-Digest': digest },
    }
    const key = createSigner(Buffer.from(settings.secret, 'base64'), 'hmac-sha256', 'k1')
    const fields = ['x-test', 'content-digest', 'content-type', '@query', '@path', '@authority', '@method']
    const params = { params: ['keyid', 'created'], paramValues: { created: new Date(NOW * 1000) } }
    return withHeaders(
      (await httpbis.signMessage({ key, fields, name: 'other', ...params }, message)).headers,
    )
  }
  tried(provider, settings, [
    ['by npm http-message-signatures, in another order and under another label', theirs, 'verified'],
    [
      'no Signature',
      async () => without(await ours(), 'signature'),
      /^Signature: it is missing: the request is not signed/,
    ],
    [
      'no Signature-Input',
      async () => without(await ours(), 'signature-input'),
      /^Signature-Input: it is missing/,
    ],
    [
      'a covered header that is missing',
      async () => without(await ours(), 'x-test'),
      /^components: "x-test" is covered and not on the request/,
    ],
    [
      'fewer components',
      () => ours({ components: '"@method" "@path"' }),
      /^components: "@authority" is not covered/,
    ],
    ['another key id', () => ours({ keyId: 'k2' }), /^keyid: k2 was sent, expected k1/],
    ['a secret as text', () => ours({ secretEncoding: 'text' }), /ACME_SECRET is used as text/],
    [
      'a body that is not the one of its digest',
      async () => ({ ...(await ours()), body: '{"a":1}' }),
      /^Content-Digest: .* the JSON of the body has a space/,
    ],
    ['another method', async () => ({ ...(await ours()), method: 'PUT' }), /the method is POST/],
    ['an old time', () => ours(), /^created: it is 1000 s/, NOW + 1000],
    [
      'a signature without colons',
      async () => header(await ours(), 'signature', (value) => value.replace(/:/g, '')),
      /^Signature: it has no sig1=:…:/,
    ],
  ])
  describe('by a private key', () => {
    const keyed = { keyId: 'k1', signingKey: pem(ec.privateKey) }
    tried(provider, keyed, [
      ['right', () => by(provider, keyed), 'verified'],
      [
        'of another',
        () => by(provider, { ...keyed, signingKey: pem(other.privateKey) }),
        /^Signature: .* does not hold/,
      ],
      [
        'over another method',
        async () => ({ ...(await by(provider, keyed)), method: 'PUT' }),
        /the method is POST/,
      ],
    ])
  })
})

describe('detached JWS', () => {
  const provider = detachedJws({ id: 'bank', hosts })
  const settings = { keyId: 'k1', signingKey: pem(ec.privateKey) }
  const jws = (change: (value: string) => string) => async () =>
    header(await by(provider, settings), 'x-jws-signature', change)
  const signedBy = (text: string, dsaEncoding: 'der' | 'ieee-p1363' = 'ieee-p1363') =>
    sign('sha256', Buffer.from(text), { key: ec.privateKey, dsaEncoding }).toString('base64url')
  const protectedBy = (member: object) => Buffer.from(JSON.stringify(member)).toString('base64url')
  const made =
    (head: string, payload: string, ...more: ['der'] | []) =>
    () => ({
      ...post,
      headers: [
        ...post.headers,
        ['x-jws-signature', `${head}..${signedBy(`${head}.${payload}`, ...more)}`],
      ] as const,
    })
  const head = protectedBy({ crit: ['b64'], b64: false, kid: 'k1', alg: 'ES256' })
  tried(provider, settings, [
    ['a header in another order', made(head, post.body), 'verified'],
    [
      'another body',
      async () => ({ ...(await by(provider, settings)), body: '{"a":1}' }),
      /the JSON of the body has a space/,
    ],
    [
      'an encoded payload',
      made(head, Buffer.from(post.body).toString('base64url')),
      /the payload is signed in base64url/,
    ],
    [
      'no b64',
      made(protectedBy({ alg: 'ES256', kid: 'k1' }), Buffer.from(post.body).toString('base64url')),
      /^b64: it is missing/,
    ],
    [
      'b64 that is not critical',
      made(protectedBy({ alg: 'ES256', kid: 'k1', b64: false }), post.body),
      /^crit: it does not name b64/,
    ],
    ['DER', made(head, post.body, 'der'), /the signature is read as DER/],
    [
      'another key id',
      made(protectedBy({ crit: ['b64'], b64: false, kid: 'k2', alg: 'ES256' }), post.body),
      /^kid: k2 was sent, expected k1/,
    ],
    [
      'a payload that is not detached',
      jws((value) => value.replace('..', '.e30.')),
      /^payload: it is in the header/,
    ],
    ['no signature', () => post, /^x-jws-signature: it is missing: the request is not signed/],
    [
      'another key',
      () => by(provider, { ...settings, signingKey: pem(other.privateKey) }),
      /^signature: .* does not hold/,
    ],
  ])
})

describe('signed claims', () => {
  const provider = signedClaims({
    id: 'exchange',
    hosts,
    claims: ({ request, url }) => ({ uri: `${request.method} ${url.host}${url.path}` }),
  })
  const settings = { secret: Buffer.alloc(32, 7).toString('base64'), issuer: 'me' }
  tried(provider, settings, [
    ['right', () => by(provider, settings), 'verified'],
    ['another issuer', () => by(provider, { ...settings, issuer: 'you' }), /^iss: you was sent, expected me/],
    [
      'another path',
      async () => ({ ...(await by(provider, settings)), url: 'https://api.example.com/v2' }),
      /^htu: .* was sent, expected https:\/\/api\.example\.com\/v2/,
    ],
    [
      'another body',
      async () => ({ ...(await by(provider, settings)), body: '{"a":1}' }),
      /^bodyHash: .* the JSON of the body has a space/,
    ],
    [
      'a longer life',
      () => by(provider, { ...settings, lifetime: 600 }),
      /^exp: it is 600 s after iat; expected at most 60/,
    ],
    ['an old time', () => by(provider, settings), /^iat and exp: it is 1000 s/, NOW + 1000],
    [
      'a secret as text',
      () => by(provider, { ...settings, secretEncoding: 'text' }),
      /EXCHANGE_SECRET is used as text/,
    ],
    ['no signature', () => post, /^Authorization: it is missing: the request is not signed/],
  ])
})

const tokenUrl = 'https://auth.example.com/token'
const form = (assertion: string, more: object = {}): Sent => ({
  method: 'POST',
  url: tokenUrl,
  headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  body: String(
    new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...more,
    }),
  ),
})

/** By npm jose. */
const jwt = (claims: object, key: KeyObject | Uint8Array = ec.privateKey, head: object = {}) => {
  const all = { iss: 'client', sub: 'client', aud: tokenUrl, jti: 'a1', iat: NOW, exp: NOW + 60, ...claims }
  return new SignJWT(all)
    .setProtectedHeader({ alg: key instanceof Uint8Array ? 'HS256' : 'ES256', ...head })
    .sign(key)
}

describe('private_key_jwt', () => {
  const provider = privateKeyJwt({ id: 'service', hosts, tokenUrl })
  const settings = { clientId: 'client', signingKey: pem(ec.privateKey) }
  const api = (authorization?: string): Sent => ({
    ...post,
    headers: authorization ? [['Authorization', authorization]] : [],
  })
  tried(provider, settings, [
    ['right', async () => form(await jwt({})), 'verified'],
    [
      'another audience',
      async () => form(await jwt({ aud: 'https://auth.example.com' })),
      /^aud: https:\/\/auth\.example\.com was sent, expected https:\/\/auth\.example\.com\/token/,
    ],
    [
      'another issuer',
      async () => form(await jwt({ iss: 'other' })),
      /^iss: other was sent, expected client/,
    ],
    ['expired', async () => form(await jwt({})), /^iat and exp: it is 1000 s/, NOW + 1000],
    [
      'milliseconds',
      async () => form(await jwt({ iat: NOW * 1000, exp: NOW * 1000 + 6 })),
      /^iat: .* it is in milliseconds/,
    ],
    [
      'another key',
      async () => form(await jwt({}, other.privateKey)),
      /^client_assertion: signature: .* does not hold/,
    ],
    [
      'another algorithm',
      async () => form(await jwt({}, Buffer.alloc(32, 1))),
      /^alg: HS256 was sent, expected ES256/,
    ],
    [
      'no assertion',
      () => ({ ...form(''), body: 'grant_type=client_credentials' }),
      /^client_assertion_type: it is missing/,
    ],
    [
      'another grant',
      async () => form(await jwt({}), { grant_type: 'password' }),
      /^grant_type: password was sent/,
    ],
    ['an API request without its token', () => api(), /^Authorization: it is missing/],
    ['an API request with a token', () => api('Bearer abc.def'), 'verified'],
  ])
  tried(
    clientSecretJwt({ id: 'partner', hosts, tokenUrl }),
    { clientId: 'client', clientSecret: 'c'.repeat(32) },
    [
      ['client_secret_jwt: right', async () => form(await jwt({}, Buffer.from('c'.repeat(32)))), 'verified'],
      [
        'client_secret_jwt: a decoded secret',
        async () => form(await jwt({}, Buffer.from('c'.repeat(32), 'base64'))),
        /PARTNER_CLIENT_SECRET is decoded from base64/,
      ],
    ],
  )
})

describe('DPoP', () => {
  const provider = dpop({ id: 'wallet', hosts, tokenUrl })
  const settings = { clientId: 'client', signingKey: pem(ec.privateKey) }
  const jwk = ec.publicKey.export({ format: 'jwk' })
  const ath = (token: string) => createHash('sha256').update(token).digest('base64url')
  const htu = 'https://api.example.com/v1/a%20b/c'
  const proved = async (
    claims: object = {},
    head: object = {},
    scheme = 'DPoP',
    key = ec.privateKey,
  ): Promise<Sent> => {
    const all = { jti: 'a1', iat: NOW, htm: 'POST', htu, ath: ath('token-1'), ...claims }
    const proof = await new SignJWT(all)
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...head })
      .sign(key)
    return {
      ...post,
      headers: [
        ['Authorization', `${scheme} token-1`],
        ['DPoP', proof],
      ],
    }
  }
  tried(provider, settings, [
    ['right', () => proved(), 'verified'],
    ['another method', () => proved({ htm: 'GET' }), /^htm: GET was sent, expected POST/],
    [
      'a URL with its query',
      () => proved({ htu: post.url }),
      /^htu: .* expected https:\/\/api\.example\.com\/v1\/a%20b\/c/,
    ],
    ['another token', () => proved({ ath: ath('token-2') }), /^ath: it is not the SHA-256 of the token/],
    ['no hash of the token', () => proved({ ath: undefined }), /^ath: it is missing/],
    ['Bearer', () => proved({}, {}, 'Bearer'), /its scheme is "Bearer"; expected DPoP/],
    ['another typ', () => proved({}, { typ: 'JWT' }), /^typ: JWT was sent, expected dpop\+jwt/],
    [
      'the private key in it',
      () => proved({}, { jwk: ec.privateKey.export({ format: 'jwk' }) }),
      /^jwk: it holds the private key/,
    ],
    [
      'another key',
      () => proved({}, { jwk: other.publicKey.export({ format: 'jwk' }) }, 'DPoP', other.privateKey),
      /^jwk: it differs from the key/,
    ],
    ['an old time', () => proved(), /^iat: it is 1000 s/, NOW + 1000],
    ['no proof', async () => without(await proved(), 'dpop'), /^DPoP: it is missing/],
    [
      'a proof that a proxy repeats (RFC 9449 section 4.3)',
      async () => ({ ...(await proved()), headers: [...(await proved()).headers, ['DPoP', 'a.b.c']] }),
      /^DPoP: it is there 2 times; expected once/,
    ],
  ])
})

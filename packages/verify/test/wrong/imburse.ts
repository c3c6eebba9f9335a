import { createHash } from 'node:crypto'
import { CryptoJS, IMBURSE, IMBURSE_URL, type ImburseWay, imburse, NOW } from '../vendors.js'
import { asCurl, asHar, asHttp, asHttpFile, type Sent } from '../writers.js'
import type { WrongWay } from './way.js'

const { Base64, Hex, Utf8 } = CryptoJS.enc
const BODY = '{"name":"Zoë","amount":12.50}'
const way = (did: string, says: string, one: ImburseWay): WrongWay => ({
  provider: 'Imburse',
  did,
  says,
  file: asHttp({
    ...imburse(one),
    headers: [...imburse(one).headers, ['Date', new Date(NOW * 1000).toUTCString()]],
  }),
})
const hash = (text: string) => `${createHash('sha256').update(text).digest('hex').slice(0, 8)}…`
const API = 'https://sandbox-api.imbursepayments.com/v1/order-management'
const after = (seconds: number) => ({ response: { status: 401, date: NOW + seconds } })

const ORDER = { method: 'POST', url: API, headers: [['Authorization', 'Bearer abc']] as const, body: BODY }
const exchanged = (token: string, changes: Partial<Sent> = {}) =>
  imburse({}, { response: { status: 200, json: { accessToken: token, expires: NOW + 1800 } }, ...changes })
const sending = (did: string, says: string, token: string): WrongWay => ({
  provider: 'Imburse',
  did,
  says,
  file: asHar([exchanged(TOKEN), { ...ORDER, headers: [['Authorization', token]] }]),
})
const TOKEN = 'wJ3x7QmZcR0uT5vB9nLk2HsE8yAf1DgP'

export const imburseWays: readonly WrongWay[] = [
  {
    provider: 'Imburse',
    did: 'the exchange signed with the body of the order that follows',
    says: 'signature matches when the body is that of entry 2',
    file: asHar([imburse({ signed: BODY, body: '' }, after(0)), ORDER]),
    entry: 1,
  },
  {
    provider: 'Imburse',
    did: 'method, path and body of the order signed in the exchange',
    says: 'signature matches when the body is that of entry 2 and method and path of the request are signed as well',
    file: asHar([
      imburse({
        signed: BODY,
        body: '',
        text: (...parts) => ['POST', '/v1/order-management', ...parts].join(':'),
      }),
      ORDER,
    ]),
    entry: 1,
  },
  way(
    "the signature as Python's str prints bytes",
    "signature matches when the signature is read as base64 in Python's b'…'",
    { body: BODY, signature: (words) => `b'${Base64.stringify(words)}'` },
  ),
  sending(
    'the beginning of the bearer token alone',
    'bearer token: it is the token that entry 1 got, cut off: the first 20 of the 32 characters of it',
    `Bearer ${TOKEN.slice(0, 20)}`,
  ),
  sending(
    'the bearer token in lower case',
    'bearer token: it is the token that entry 1 got in other upper and lower case',
    `Bearer ${TOKEN.toLowerCase()}`,
  ),
  way(
    'the public key signed with the carriage return of a Windows file',
    'signature matches when the publicKey is signed with a carriage return (\\r) after it',
    { body: BODY, text: (publicKey, ...parts) => [`${publicKey}\r`, ...parts].join(':') },
  ),
  way(
    'the private key as text, not decoded from base64',
    'signature matches when IMBURSE_PRIVATE_KEY is used as text instead of being decoded from base64',
    { body: BODY, key: (privateKey) => privateKey },
  ),
  way(
    'the public key as the HMAC key',
    'signature matches when IMBURSE_PUBLIC_KEY is the key, the wrong one of the two',
    { body: BODY, key: () => IMBURSE.IMBURSE_PUBLIC_KEY },
  ),
  way('the signature in hex', 'signature matches when the signature is read as hex', {
    body: BODY,
    signature: (words) => Hex.stringify(words),
  }),
  way('the signature in base64url', 'signature matches when the signature is read as base64url', {
    body: '{"amount":1}',
    signature: (words) => Base64.stringify(words).replace(/\+/g, '-').replace(/\//g, '_').replace(/=$/, ''),
  }),
  way('the body hash in hex', 'signature matches when the bodyHash is in hex', {
    body: BODY,
    bodyHash: (hash) => Hex.stringify(hash),
  }),
  way(
    'the body hash in base64 of its hex',
    'signature matches when the bodyHash is in base64 of the hex digits',
    {
      body: BODY,
      bodyHash: (hash) => Base64.stringify(Utf8.parse(Hex.stringify(hash))),
    },
  ),
  way(
    'the hash of an empty body, instead of the empty string',
    'signature matches when the bodyHash is the hash of an empty body instead of the empty string',
    { bodyHash: (hash) => Base64.stringify(hash) },
  ),
  way(
    'the body itself in place of its hash',
    'signature matches when the body itself is in place of the bodyHash',
    {
      body: BODY,
      bodyHash: (_hash, body) => body,
    },
  ),
  way(
    'timestamp and nonce in the wrong order',
    'signature matches when the string to sign is in another order, publicKey:timestamp:nonce:bodyHash',
    {
      body: BODY,
      text: (publicKey, nonce, timestamp, hash) => [publicKey, timestamp, nonce, hash].join(':'),
    },
  ),
  way('no colons in the string to sign', 'signature matches when there is nothing between the parts', {
    body: BODY,
    text: (...parts) => parts.join(''),
  }),
  way(
    'no public key in the string to sign',
    'signature matches when the publicKey is left out of the string to sign',
    {
      body: BODY,
      text: (_publicKey, ...parts) => parts.join(':'),
    },
  ),
  way('HMAC-SHA-1', 'signature matches when it is made with HMAC-SHA-1', {
    body: BODY,
    hmac: (text, key) => CryptoJS.HmacSHA1(text, key),
  }),
  way('message and key in the wrong order', 'signature matches when key and message are swapped', {
    body: BODY,
    hmac: (text, key) => CryptoJS.HmacSHA256(key, text),
  }),
  way(
    'a timestamp with a fraction, and another nonce',
    'timestamp: "1535617532.115" is in seconds with a fraction; expected whole seconds (1535617532); the signature itself matches',
    { body: BODY, timestamp: NOW + 0.115 },
  ),
  way(
    'a timestamp in milliseconds',
    'timestamp: "1535617532115" is in milliseconds; expected whole seconds (1535617532); the signature itself matches',
    { body: BODY, timestamp: NOW * 1000 + 115 },
  ),
  way(
    'a GUID with hyphens as the nonce',
    'nonce: it holds "-"; expected letters and digits only; the signature itself matches',
    { body: BODY, nonce: '0b0f3cf1-58d3-4a09-9d6e-8c2f6a1f8a55' },
  ),
  way(
    'signed before the variable {{amount}} was filled in',
    'signature matches when the body holds {{amount}} in place of its value: it was signed before the variable was filled in',
    { body: BODY, signed: BODY.replace('12.50', '{{amount}}') },
  ),
  way('the private key never filled in', 'signature matches when the key is the text "undefined"', {
    body: BODY,
    key: () => Utf8.parse('undefined'),
  }),
  way(
    'the braces of the example on the page',
    'form: the token is in braces or quotes; send it without them; the signature itself matches',
    { token: (token) => `Hmac {${token}}` },
  ),
  way('no Hmac before the token', 'scheme: the word Hmac is missing before the token', {
    token: (token) => token,
  }),
  way(
    'a bearer token in place of the HMAC token',
    'scheme: there is a bearer token in place of the HMAC token',
    { token: () => 'Bearer eyJhbGciOiJub25lIn0.e30.' },
  ),
  way(
    'the public key of another key pair',
    `publicKey: it has 36 characters, SHA-256 ${hash('11111111-9a6f-4e1c-8c43-6f1d9f0a2b11')}; expected IMBURSE_PUBLIC_KEY (36 characters, SHA-256 ${hash(IMBURSE.IMBURSE_PUBLIC_KEY)}); the signature itself matches`,
    { publicKey: '11111111-9a6f-4e1c-8c43-6f1d9f0a2b11' },
  ),
  {
    provider: 'Imburse',
    did: 'a slash at the end of the path of the exchange',
    says: 'path: it differs from /v1/identity/hmac, where tokens are requested, by the slash at its end',
    file: asCurl({ ...imburse(), url: `${IMBURSE_URL}/` }),
  },
  {
    provider: 'Imburse',
    did: 'the token under another name',
    says: 'scheme: the Authorization header is missing; X-Authorization has such a value: only the name is wrong',
    file: asCurl({ ...imburse(), headers: [['X-Authorization', imburse().headers[0]?.[1] ?? '']] }),
  },
  {
    provider: 'Imburse',
    did: 'a clock that is eleven minutes slow',
    says: 'timestamp: it is 660 s (11 minutes) older than the Date of the response; at most 300 s is allowed; the signature itself matches',
    file: asHar([imburse({}, after(660))]),
  },
  {
    provider: 'Imburse',
    did: 'local time sent as UTC',
    says: 'timestamp: it is 7200 s (2 hours) ahead of the time of the request; at most 30 s is allowed; it looks like a local time of UTC+2 sent as UTC; the signature itself matches',
    file: asHar([imburse({ timestamp: NOW + 7200 }, after(0))]),
  },
  {
    provider: 'Imburse',
    did: 'one nonce for two requests',
    says: 'nonce: it was used before, in entry 1; each request needs a new one; the signature itself matches',
    file: asHar([imburse(), imburse({ timestamp: NOW + 1 })]),
  },
  {
    provider: 'Imburse',
    did: 'the private key of another environment',
    says: 'signature matches when the key is the IMBURSE_PRIVATE_KEY from .env, the wrong one of the two',
    file: asHar([imburse({ privateKey: Buffer.alloc(32, 7).toString('base64') })]),
    env: { 'dotenv IMBURSE_PRIVATE_KEY': Buffer.alloc(32, 7).toString('base64') },
  },
  {
    provider: 'Imburse',
    did: 'the HMAC token on an API request, not exchanged',
    says: 'Authorization: there is an HMAC token in place of a bearer token; exchange it at POST /v1/identity/hmac first',
    file: asCurl({ ...imburse({ body: BODY }), url: API }),
  },
  {
    provider: 'Imburse',
    did: 'the bearer token without Bearer',
    says: 'Authorization: there is one long word, without Bearer before it: is it the token?',
    file: asCurl({
      method: 'GET',
      url: API,
      headers: [['Authorization', 'wJ3x7QmZcR0uT5vB9nLk2HsE8yAf1DgP']],
    }),
  },
  {
    provider: 'Imburse',
    did: 'a bearer token used for two requests',
    says: 'bearer token: it was used before, in request 1; each request needs a new one',
    file: asHttpFile(
      [1, 2].map(() => ({
        method: 'GET',
        url: API,
        headers: [['Authorization', 'Bearer abc.def']] as const,
      })),
    ),
  },
  {
    provider: 'Imburse',
    did: 'the variable for the token not filled in',
    says: 'form: {{token}} was not filled in',
    file: asCurl({ method: 'POST', url: IMBURSE_URL, headers: [['Authorization', 'Hmac {{token}}']] }),
  },
]

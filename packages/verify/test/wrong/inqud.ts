import { gzipSync } from 'node:zlib'
import { CryptoJS, INQUD, type InqudWay, inqud } from '../vendors.js'
import { asCurl, asHar, asHttp } from '../writers.js'
import type { WrongWay } from './way.js'

const { Base64, Hex, Utf8 } = CryptoJS.enc
const DATA = { amount: 12.5, name: 'Zoë', url: 'https://example.com/a' }
const MIN = JSON.stringify(DATA)
const PRETTY = JSON.stringify(DATA, null, 2)
// What Python's json.dumps gives for DATA, with and without ensure_ascii.
const PYTHON = '{"amount": 12.5, "name": "Zoë", "url": "https://example.com/a"}'
const PYTHON_ASCII = '{"amount": 12.5, "name": "Zo\\u00eb", "url": "https://example.com/a"}'
// json.dumps(json.dumps(DATA)).
const PYTHON_TWICE = String.raw`"{\"amount\": 12.5, \"name\": \"Zo\\u00eb\", \"url\": \"https://example.com/a\"}"`
const PHP = '{"amount":12.5,"name":"Zo\\u00eb","url":"https:\\/\\/example.com\\/a"}'

const way = (
  did: string,
  says: string,
  one: InqudWay,
  write = asHttp as (sent: never) => string | Buffer,
): WrongWay => ({
  provider: 'Inqud',
  did,
  says,
  file: write(inqud(one) as never),
})
const form = (did: string, says: string, body: string, signed: string) => way(did, says, { body, signed })

/** With headers under names that Inqud does not read. */
function renamed(did: string, says: string, names: Readonly<Record<string, string>>): WrongWay {
  const sent = inqud({ body: MIN })
  const headers = sent.headers.map(([name, value]) => [names[name] ?? name, value] as const)
  return { provider: 'Inqud', did, says, file: asCurl({ ...sent, headers }) }
}

export const inqudWays: readonly WrongWay[] = [
  form(
    'json.dumps signed, and the same data sent as a form',
    "signature matches when the form in the body is JSON with its numbers without quotes, with a space after each comma and colon, like Python's json.dumps",
    'amount=50&to=x',
    '{"amount": 50, "to": "x"}',
  ),
  form(
    'JSON.stringify signed, and the same texts sent as a form',
    'signature matches when the form in the body is JSON',
    'amount=50&to=J%C3%BCrgen+B',
    '{"amount":"50","to":"Jürgen B"}',
  ),
  form(
    'json.dumps of what json.dumps gave',
    "signature matches when the body is made a JSON string again, as Python's json.dumps writes it",
    MIN,
    PYTHON_TWICE,
  ),
  way(
    'a secret that a field cut to 32 characters',
    'signature matches when INQUD_TOKEN_SECRET is cut off after 32 characters',
    { body: MIN, key: (secret) => Utf8.parse(secret.slice(0, 32)) },
  ),
  way('the SHA-256 of the HMAC', 'signature matches when the signature is hashed once more, in bytes', {
    body: MIN,
    signature: (one) => Hex.stringify(CryptoJS.SHA256(one)),
  }),
  way(
    "Go's h.Sum(message) without h.Write",
    "signature matches when it is the message itself and the HMAC of nothing: Go's Sum(message) appends, it does not hash",
    { body: MIN, hmac: (text, key) => text.clone().concat(CryptoJS.HmacSHA256('', key)) },
  ),
  way(
    "signed as Go's Encoder writes it without EscapeHTML, sent by Marshal",
    'signature matches when the JSON of the body has no \\u escapes, and has a trailing newline (or there is "\\n" between body and salt)',
    { body: String.raw`{"name":"Smith \u0026 Sons"}`, signed: '{"name":"Smith & Sons"}\n' },
  ),
  way(
    'the secret from a file with Windows line ends',
    'signature matches when INQUD_TOKEN_SECRET is used as text with a carriage return (\\r) after it',
    { body: MIN, key: (secret) => Utf8.parse(`${secret}\r`) },
  ),
  way(
    'a no-break space after the token id',
    'X-Token-API-Id: it is INQUD_TOKEN_ID with a no-break space after it: trim what you read from a file; the signature itself matches',
    { body: MIN, id: `${INQUD.INQUD_TOKEN_ID}\u00a0` },
    (sent: never) => asHar([sent]),
  ),
  way(
    "hex by Java's Integer.toHexString, byte by byte",
    "signature matches when the signature is read as hex that lost the zero of each byte below 16, as Java's Integer.toHexString does",
    { body: MIN, signature: (one) => Hex.stringify(one).replace(/../g, (byte) => byte.replace(/^0/, '')) },
  ),
  way(
    'a newline at the end was added after signing',
    'signature matches when the body has no trailing newline',
    {
      body: `${MIN}\n`,
      signed: MIN,
    },
  ),
  way(
    'a newline at the end got lost (`$(cat file)`)',
    'signature matches when the body has a trailing newline (or there is "\\n" between body and salt)',
    { body: MIN, signed: `${MIN}\n` },
    asCurl,
  ),
  way('LF became CRLF', 'signature matches when the lines of the body end in LF instead of CRLF', {
    body: PRETTY.replace(/\n/g, '\r\n'),
    signed: PRETTY,
  }),
  way('CRLF became LF', 'signature matches when the lines of the body end in CRLF instead of LF', {
    body: PRETTY,
    signed: PRETTY.replace(/\n/g, '\r\n'),
  }),
  way(
    'signed with & < >, sent as Go writes them',
    'signature matches when the JSON of the body has no \\u escapes',
    { body: String.raw`{"name":"Smith \u0026 Sons"}`, signed: '{"name":"Smith & Sons"}' },
  ),
  way('signed minified, sent pretty-printed', 'signature matches when the JSON of the body is minified', {
    body: PRETTY,
    signed: MIN,
  }),
  way(
    'signed pretty-printed, sent minified',
    'signature matches when the JSON of the body is indented by 2 spaces',
    {
      body: MIN,
      signed: PRETTY,
    },
  ),
  way(
    "signed Python's json.dumps, sent by a client that writes no spaces",
    "signature matches when the JSON of the body has a space after each comma and colon, like Python's json.dumps, and has non-ASCII characters escaped as \\uXXXX",
    { body: MIN, signed: PYTHON_ASCII },
  ),
  way(
    'characters were unescaped after signing',
    'signature matches when the JSON of the body has non-ASCII characters escaped as \\uXXXX',
    {
      body: PYTHON,
      signed: PYTHON_ASCII,
    },
  ),
  way(
    "signed PHP's json_encode, sent by JavaScript",
    'signature matches when the JSON of the body has slashes and non-ASCII characters escaped, like PHP',
    {
      body: MIN,
      signed: PHP,
    },
  ),
  way('12.50 became 12.5', 'signature matches when the JSON of the body has its numbers with two decimals', {
    body: MIN,
    signed: MIN.replace('12.5', '12.50'),
  }),
  way(
    '12.5 became 12.50',
    "signature matches when the JSON of the body has its numbers in JavaScript's form (12.5 for 12.50)",
    {
      body: MIN.replace('12.5', '12.50'),
      signed: MIN,
    },
  ),
  way(
    'signed with sorted members',
    'signature matches when the JSON of the body is minified, and has its members sorted by name',
    {
      body: '{"name":"Zoë","url":"https://example.com/a","amount":12.5}',
      signed: MIN,
    },
  ),
  way('a byte order mark was added', 'signature matches when the body has no byte order mark', {
    body: `\ufeff${MIN}`,
    signed: MIN,
  }),
  way('signed in UTF-8, sent in Latin-1', 'signature matches when the body is in UTF-8 instead of Latin-1', {
    body: Buffer.from(MIN, 'latin1'),
    signed: MIN,
  }),
  way(
    'bytes that are not UTF-8, signed as the text that a reader makes of them',
    'signature matches when the body is read as UTF-8, which it is not: \ufffd is in place of what cannot be read',
    { body: Buffer.from(MIN, 'latin1'), signed: Buffer.from(MIN, 'latin1').toString('utf8') },
  ),
  way('compressed after signing', 'signature matches when the body is not yet compressed', {
    body: gzipSync(MIN),
    signed: MIN,
  }),
  form(
    'the form was percent-encoded after signing',
    'signature matches when the form in the body is not percent-encoded',
    'name=Zo%C3%AB&to=a%40b.example',
    'name=Zoë&to=a@b.example',
  ),
  form(
    '+ became %20 in a form',
    'signature matches when the form in the body has + for spaces instead of %20',
    'name=John%20Doe',
    'name=John+Doe',
  ),
  way(
    'signed before {{name}} was filled in (Postman)',
    'signature matches when the body holds {{name}} in place of its value: it was signed before the variable was filled in',
    { body: MIN, signed: MIN.replace('Zoë', '{{name}}') },
  ),
  {
    ...way(
      'sent with {{amount}} not filled in',
      'signature matches when {{amount}} in the body is filled in',
      {
        body: MIN.replace('12.5', '{{amount}}'),
        signed: MIN,
      },
    ),
    env: { amount: '12.5' },
  },
  way(
    'an object that was not made JSON',
    'signature matches when the body is the text "[object Object]": an object that was not made JSON',
    {
      body: MIN,
      signed: String(DATA),
    },
  ),
  way('JSON made twice', 'signature matches when the body is made a JSON string again', {
    body: MIN,
    signed: JSON.stringify(MIN),
  }),
  way('GET signs {}', 'signature matches when the body is "{}", though nothing is sent', { signed: '{}' }),
  way('GET signs the path', 'signature matches when the path is in place of the body', {
    signed: '/v1/user/payments/payout',
  }),
  way(
    'the salt before the body',
    'signature matches when the string to sign is in another order, salt and body',
    {
      body: MIN,
      text: (body, salt) => Utf8.parse(salt).concat(body),
    },
  ),
  way('a colon between body and salt', 'signature matches when there is ":" between the parts', {
    body: MIN,
    text: (body, salt) => body.concat(Utf8.parse(`:${salt}`)),
  }),
  way(
    'the salt as bytes instead of hex digits',
    'signature matches when the salt is signed as the bytes that its hex represents',
    {
      body: MIN,
      text: (body, salt) => body.concat(Hex.parse(salt)),
    },
  ),
  way('the salt is not signed', 'signature matches when the salt is left empty', {
    body: MIN,
    text: (body) => body,
  }),
  way(
    'the hash of the body in its place',
    "signature matches when the body's SHA-256 in hex is in place of the body",
    {
      body: MIN,
      text: (body, salt) => Utf8.parse(Hex.stringify(CryptoJS.SHA256(body)) + salt),
    },
  ),
  way('the signature in base64', 'signature matches when the signature is read as base64', {
    body: MIN,
    signature: (one) => Base64.stringify(one),
  }),
  way('the signature in upper case', 'signature matches when the signature is read as upper-case hex', {
    body: MIN,
    signature: (one) => Hex.stringify(one).toUpperCase(),
  }),
  way(
    'base64 of the hex digits',
    'signature matches when the signature is read as base64 of the hex digits',
    {
      body: MIN,
      signature: (one) => Base64.stringify(Utf8.parse(Hex.stringify(one))),
    },
  ),
  way(
    'the secret decoded from base64',
    'signature matches when INQUD_TOKEN_SECRET is decoded from base64 instead of being used as text',
    {
      body: MIN,
      key: (secret) => Base64.parse(secret),
    },
  ),
  way(
    'the secret with the newline of its file',
    'signature matches when INQUD_TOKEN_SECRET is used as text with a newline after it',
    {
      body: MIN,
      key: (secret) => Utf8.parse(`${secret}\n`),
    },
  ),
  way(
    'the token id as the key',
    'signature matches when INQUD_TOKEN_ID is the key, the wrong one of the two',
    {
      body: MIN,
      key: () => INQUD.INQUD_TOKEN_ID,
    },
  ),
  way(
    'a key that was never filled in',
    'signature matches when the key is the text "{{INQUD_TOKEN_SECRET}}"',
    {
      body: MIN,
      key: () => '{{INQUD_TOKEN_SECRET}}',
    },
  ),
  way('SHA-256 without HMAC', 'signature matches when it is SHA-256 of message and key, without HMAC', {
    body: MIN,
    hmac: (text) => CryptoJS.SHA256(text.concat(Utf8.parse(INQUD.INQUD_TOKEN_SECRET))),
  }),
  way('HMAC-SHA-512', 'signature matches when it is made with HMAC-SHA-512', {
    body: MIN,
    hmac: CryptoJS.HmacSHA512,
  }),
  way(
    'two mistakes at once: a newline added, and the signature in base64',
    'signature matches when the body has no trailing newline and the signature is read as base64',
    { body: `${MIN}\n`, signed: MIN, signature: (one) => Base64.stringify(one) },
  ),
  way(
    'the secret itself in place of the signature',
    'X-HMAC-SHA256-Signature: it is the token secret itself, which exposes the secret',
    {
      body: MIN,
      signature: () => INQUD.INQUD_TOKEN_SECRET,
    },
  ),
  way('a token in place of the signature', 'X-HMAC-SHA256-Signature: there is a token in place of the HMAC', {
    body: MIN,
    signature: () => 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln',
  }),
  way(
    'a salt that is too short',
    'X-Salt: it has 16 characters; expected 64 hex digits; the signature itself matches',
    {
      body: MIN,
      salt: '0123456789abcdef',
    },
  ),
  renamed(
    'the signature under another name',
    'X-HMAC-SHA256-Signature: it is missing; X-Signature has its value: only the name is wrong',
    { 'X-HMAC-SHA256-Signature': 'X-Signature' },
  ),
  renamed(
    'the salt under another name',
    'X-Salt: it is missing; X-Nonce has its value: only the name is wrong',
    {
      'X-Salt': 'X-Nonce',
    },
  ),
  renamed(
    'the token id under another name',
    'X-Token-API-Id: it is missing; X-Api-Key has its value: only the name is wrong; the signature itself matches',
    { 'X-Token-API-Id': 'X-Api-Key' },
  ),
  {
    provider: 'Inqud',
    did: 'the salt sent twice',
    says: 'X-Salt: it is there 2 times; expected once',
    file: asCurl({
      ...inqud({ body: MIN }),
      headers: [['X-Salt', '0'.repeat(64)], ...inqud({ body: MIN }).headers],
    }),
  },
  {
    provider: 'Inqud',
    did: 'no salt',
    says: 'X-Salt: it is missing',
    file: asCurl({ ...inqud({ body: MIN }), headers: inqud({ body: MIN }).headers.slice(0, 2) }),
  },
  {
    provider: 'Inqud',
    did: 'one salt for two requests',
    says: 'salt: it was used before, in entry 1; each request needs a new one; the signature itself matches',
    file: asHar([inqud({ body: MIN }), inqud({ body: PRETTY })]),
  },
  {
    provider: 'Inqud',
    did: 'the signature of the previous request',
    says: 'signature matches when the body is that of entry 1',
    file: asHar([inqud({ body: MIN }), { ...inqud({ body: MIN }), body: '{"amount":99}' }]),
  },
  {
    provider: 'Inqud',
    did: 'a bearer token, which Inqud does not read',
    says: 'X-Token-API-Id: it is missing; there is an Authorization header, which Inqud does not read',
    file: asCurl({ ...inqud({ body: MIN }), headers: [['Authorization', 'Bearer abc']] }),
  },
]

import { NOW } from '../../vendors.js'
import { CONSUMER_KEY, hidden, way, wrong } from './sign.js'

const written = (name: string, change: (value: string) => string) => ({
  header: (pairs: readonly (readonly string[])[]) =>
    `OAuth ${pairs.map(([own = '', value = '']) => `${own}=${own === name ? change(value) : `"${value}"`}`).join(',')}`,
})
const encoded = (value: string) => encodeURIComponent(value).replace('!', '%21')
const RIGHT = 'expected base64, percent-encoded once'
const KEY = 'MASTERCARD_OAUTH_CONSUMER_KEY'
const AS_IT_IS =
  "its value is percent-encoded, as RFC 5849 section 3.5.1 says; Mastercard's client library writes and signs it as it is"

/** Another header than that of the library, over a right signature. */
export const mastercardOauthHeaders = [
  wrong('the signature not percent-encoded', `oauth_signature: it is not percent-encoded; ${RIGHT}`, {
    encodedSignature: (bytes) => bytes.toString('base64'),
  }),
  wrong('the signature percent-encoded twice', `oauth_signature: it is percent-encoded twice; ${RIGHT}`, {
    encodedSignature: (bytes) => encodeURIComponent(encodeURIComponent(bytes.toString('base64'))),
  }),
  wrong('the signature in hex', `oauth_signature: it is in hex; ${RIGHT}`, {
    encodedSignature: (bytes) => bytes.toString('hex'),
  }),
  way(
    'hex by Java, of signed bytes',
    `oauth_signature: it is in hex of signed bytes (ffffff9c), as Java's Integer.toHexString writes them; ${RIGHT}`,
    {
      encodedSignature: (bytes) =>
        [...new Int8Array(bytes)].map((byte) => (byte < 0 ? 2 ** 32 + byte : byte).toString(16)).join(''),
    },
  ),
  wrong('the signature in base64url', `oauth_signature: it is in base64url; ${RIGHT}`, {
    encodedSignature: (bytes) => bytes.toString('base64url'),
  }),
  wrong(
    'base64 in lines, as OpenSSL writes it',
    `oauth_signature: it is in base64 with line breaks in it; ${RIGHT}`,
    {
      encodedSignature: (bytes) => encodeURIComponent(bytes.toString('base64').replace(/.{64}/g, '$&\n')),
    },
  ),
  wrong('the consumer key percent-encoded, as RFC 5849 says', `oauth_consumer_key: ${AS_IT_IS}`, {
    oauth: { oauth_consumer_key: encoded(CONSUMER_KEY) },
  }),
  wrong(
    'a value without quotes',
    'oauth_nonce: its value is not in double quotes; expected oauth_nonce="…" (RFC 5849 section 3.5.1)',
    written('oauth_nonce', (value) => value),
  ),
  wrong(
    'a value in single quotes',
    'oauth_version: its value is not in double quotes; expected oauth_version="…" (RFC 5849 section 3.5.1)',
    written('oauth_version', (value) => `'${value}'`),
  ),
  way(
    'OAuth without its parameters',
    'Authorization: it has no parameters; expected OAuth oauth_body_hash="…",oauth_consumer_key="…",…',
    {
      header: () => 'OAuth',
    },
  ),
  wrong(
    'random bytes as the nonce',
    String.raw`oauth_nonce: it holds "\xfe"; expected 8 to 64 letters and digits`,
    { oauth: { oauth_nonce: 'ab\u00feabcdef' } },
  ),
  wrong('a parameter twice', 'oauth_nonce: it is there twice', {
    header: (pairs) =>
      `OAuth ${[...pairs, ...pairs.filter(([name]) => name === 'oauth_nonce')]
        .map(([name, value]) => `${name}="${value}"`)
        .join(', ')}`,
  }),
  wrong(
    'the consumer key of another project',
    `oauth_consumer_key: ${hidden('another!key')} was sent, expected ${hidden(CONSUMER_KEY)} (${KEY})`,
    { oauth: { oauth_consumer_key: 'another!key' } },
  ),
  wrong(
    'half of the consumer key',
    `oauth_consumer_key: it is the part before the ! alone; expected all of it (${KEY})`,
    { oauth: { oauth_consumer_key: 'a-client-id' } },
  ),
  wrong('another oauth_signature_method', 'oauth_signature_method: RSA-SHA1 was sent, expected RSA-SHA256', {
    oauth: { oauth_signature_method: 'RSA-SHA1' },
  }),
  wrong('no oauth_version', 'oauth_version: it is missing; expected 1.0', {
    oauth: { oauth_version: undefined },
  }),
  wrong('no oauth_nonce', 'oauth_nonce: it is missing', { oauth: { oauth_nonce: undefined } }),
  wrong('no oauth_timestamp', 'oauth_timestamp: it is missing', { oauth: { oauth_timestamp: undefined } }),
  wrong(
    'a timestamp in milliseconds',
    `oauth_timestamp: ${NOW}000 is in milliseconds; expected seconds since 1970`,
    { oauth: { oauth_timestamp: `${NOW}000` } },
  ),
  wrong(
    'a clock that is eleven minutes slow',
    'oauth_timestamp: it is 660 s (11 minutes) older than --at; at most 300 s is allowed',
    { oauth: { oauth_timestamp: String(NOW - 660) } },
  ),
]

import { constants, createHmac, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto'
import { CONSUMER_KEY, key, MASTERCARD_OAUTH, matches, rsa, sha256, way } from './sign.js'

const KEY = 'MASTERCARD_OAUTH_SIGNING_KEY'
const other = rsa()
const pem = (one: typeof key) => one.export({ type: 'pkcs8', format: 'pem' }).toString()
const by = (hash: string, more = {}) => ({
  signature: (base: string) => sign(hash, Buffer.from(base), { key, ...more }),
})
const RIGHT = `expected the 256 bytes of a signature by ${KEY}`
const hmac = (hash: string, secret: string) => ({
  signature: (base: string) => createHmac(hash, secret).update(base).digest(),
})

/** Another key or algorithm than the signing key and RSA-SHA256. */
export const mastercardOauthKeys = [
  matches('RSA-SHA1', 'it is made with RSA-SHA1', by('sha1')),
  matches('RSA-SHA512', 'it is made with RSA-SHA512', by('sha512')),
  matches(
    'RSA-PSS, as the client library makes on request',
    'it is made with RSA-PSS-SHA256',
    by('sha256', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  ),
  matches('a hash given to what hashes', 'the base string is hashed before it is hashed and signed', {
    signature: (base) => sign('sha256', sha256(base), key),
  }),
  matches(
    'the hash in hex given to what hashes',
    'the SHA-256 of the base string in hex is signed in its place',
    { signature: (base) => sign('sha256', Buffer.from(sha256(base).toString('hex')), key) },
  ),
  matches(
    'the hash encrypted by the private key',
    'the hash is signed without the name of its algorithm before it',
    { signature: (base) => privateEncrypt(key, sha256(base)) },
  ),
  matches(
    'HMAC-SHA256 by the text of the PEM',
    `it is made with HMAC-SHA256 and the text of ${KEY} as the key`,
    hmac('sha256', MASTERCARD_OAUTH[KEY]),
  ),
  matches(
    "HMAC-SHA1 by the consumer key and &, a library's default",
    'it is made with HMAC-SHA1 and MASTERCARD_OAUTH_CONSUMER_KEY as the key',
    hmac('sha1', `${encodeURIComponent(CONSUMER_KEY).replace('!', '%21')}&`),
  ),
  way(
    'an HMAC by another secret',
    `oauth_signature: it has 32 bytes, as one by HMAC-SHA256 has; ${RIGHT}`,
    hmac('sha256', 'another'),
  ),
  way('another RSA key', `oauth_signature: it is made with a key other than ${KEY}`, {
    signature: (base) => sign('sha256', Buffer.from(base), other),
  }),
  way(
    'an RSA key of another size',
    `oauth_signature: it has 384 bytes, as one by an RSA key of 3072 bits has; ${RIGHT}`,
    { signature: (base) => sign('sha256', Buffer.from(base), rsa(3072)) },
  ),
  way('an elliptic curve', `oauth_signature: it is one by an elliptic curve (ECDSA); ${RIGHT}`, {
    signature: (base) =>
      sign('sha256', Buffer.from(base), generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
  }),
  way(
    'a signature that was cut off',
    `oauth_signature: it has 200 bytes, so it is cut off or not a signature; ${RIGHT}`,
    { signature: (base) => sign('sha256', Buffer.from(base), key).subarray(0, 200) },
  ),
  matches(
    'the signing key of another environment',
    `the key is the ${KEY} from .env, the wrong one of the two`,
    { signature: (base) => sign('sha256', Buffer.from(base), other) },
    { [`dotenv ${KEY}`]: pem(other) },
  ),
  matches(
    'the key that decrypts responses',
    'the key is the privateKey of MASTERCARD_OAUTH_CONFIG, which decrypts responses',
    { signature: (base) => sign('sha256', Buffer.from(base), other) },
    {
      MASTERCARD_OAUTH_CONFIG: JSON.stringify({
        encryptionConfig: {
          paths: [{ path: '/other', toEncrypt: [], toDecrypt: [] }],
          mode: 'JWE',
          encryptedValueFieldName: 'encryptedData',
          privateKey: pem(other),
        },
      }),
    },
  ),
]

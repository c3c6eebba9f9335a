import { createHash } from 'node:crypto'
import { makeKeys } from '../keys.js'
import { fingerprintOf, jwe, type MastercardWay, mastercard } from '../vendors.js'
import { asHar, asHttp } from '../writers.js'
import type { WrongWay } from './way.js'

const keys = await makeKeys()
const { publicKey, certificate, ownPublicKey } = keys
const CLEAR = '{"accountNumber":"5555555555554444"}'
const sealed = (one?: MastercardWay) => JSON.stringify({ encryptedData: jwe(publicKey, one) })
/** The settings, with the private key at hand as the sandbox's is. */
export const MASTERCARD = {
  MASTERCARD_ENCRYPTION_CERTIFICATE: certificate,
  MASTERCARD_DECRYPTION_KEY: keys.privateKeyPem,
}
const body = (did: string, says: string, text: string): WrongWay => ({
  provider: 'Mastercard',
  did,
  says,
  file: asHttp(mastercard(text)),
})
const way = (did: string, says: string, one: MastercardWay) => body(did, says, sealed(one))
const kid = (did: string, says: string, one: string) =>
  way(
    did,
    `kid: it is ${says}; expected the SHA-256 of the certificate's public key: ${fingerprintOf(publicKey)}`,
    { kid: one },
  )

const own = fingerprintOf(publicKey)
const parts = jwe(publicKey).split('.')
const changed = [
  ...parts.slice(0, 3),
  Buffer.from('another text, not what was encrypted').toString('base64url'),
  parts[4],
].join('.')

/** The two long parts in lines of 76 letters. */
const inLines = (compact: string) =>
  compact
    .split('.')
    .map((part, n) => (n < 2 ? part.replace(/.{76}/g, '$&\r\n') : part))
    .join('.')

/** Until the parts of random letters that need not show it do not: the line is the same each time. */
function plainBase64(): string {
  const text = jwe(publicKey, { alphabet: 'base64' })
  return /[+/=]/.test(text.split('.').slice(2, 4).join('')) ? plainBase64() : text
}

export const mastercardWays: readonly WrongWay[] = [
  body(
    'the body in plaintext',
    `encrypted: the body is not encrypted: ${CLEAR.length} bytes of JSON without encryptedData; expected {"encryptedData": "<JWE>"}`,
    CLEAR,
  ),
  body(
    'the JWE itself as the body',
    'encrypted: the body is the JWE itself, not in JSON; expected {"encryptedData": "<JWE>"}',
    jwe(publicKey),
  ),
  body(
    'the JWE under another name',
    'encrypted: encryptedData is missing; encrypted_data holds a JWE: only the name is wrong',
    JSON.stringify({ encrypted_data: jwe(publicKey) }),
  ),
  body(
    'a plaintext field beside the encrypted ones',
    'noPlaintext: accountNumber in plaintext beside encryptedData; expected it alone',
    JSON.stringify({ encryptedData: jwe(publicKey), accountNumber: '5555555555554444' }),
  ),
  body(
    'signed (JWS), not encrypted',
    'jweForm: it has 3 parts, as a signed token (JWS) has; a JWE has five parts',
    JSON.stringify({ encryptedData: 'eyJhbGciOiJub25lIn0.e30.c2ln' }),
  ),
  body(
    'the JWE as a form',
    'encrypted: the body is a form, and not JSON; expected {"encryptedData": "<JWE>"}',
    `encryptedData=${jwe(publicKey)}`,
  ),
  body(
    'the encrypted body in another object',
    'encrypted: encryptedData is in data; expected {"encryptedData": "<JWE>"}, with nothing around it',
    JSON.stringify({ data: { encryptedData: jwe(publicKey) } }),
  ),
  body(
    'JSON in a JSON string',
    'encrypted: the body is JSON in a JSON string: it was made JSON twice; expected {"encryptedData": "<JWE>"}',
    JSON.stringify(sealed()),
  ),
  way(
    'JSON in a JSON string, encrypted',
    'json: the encrypted body is JSON in a JSON string: it was made JSON twice',
    {
      json: JSON.stringify(CLEAR),
    },
  ),
  body(
    'base64 in lines',
    'alphabet: header, encrypted key: there are line breaks or spaces in it; expected base64url without padding',
    JSON.stringify({ encryptedData: inLines(jwe(publicKey)) }),
  ),
  kid('the kid in upper case', 'the right fingerprint in upper case', own.toUpperCase()),
  kid(
    'the kid with colons, as OpenSSL prints it',
    'the right fingerprint with colons',
    own.replace(/(..)(?=.)/g, '$1:'),
  ),
  kid('the kid is a SHA-1', 'a SHA-1 (40 hex digits)', createHash('sha1').update('a').digest('hex')),
  way('an IV of 128 bits', 'iv: it has 128 bits; expected 96 (RFC 7518 section 5.3)', { ivBytes: 16 }),
  body(
    'plain base64, with + and / and =',
    'alphabet: encrypted key, tag: not in base64url (plain base64?); expected base64url without padding',
    JSON.stringify({ encryptedData: plainBase64() }),
  ),
  way('RSA-OAEP with SHA-1', 'alg: it is "RSA-OAEP"; expected RSA-OAEP-256', { header: { alg: 'RSA-OAEP' } }),
  way('A128GCM', 'enc: it is "A128GCM"; expected A256GCM', {
    header: { enc: 'A128GCM' },
    cipher: 'aes-128-gcm',
  }),
  way('no cty', 'cty: it is missing; expected application/json', { header: { cty: undefined } }),
  way(
    'one header parameter too many',
    'jweParameters: typ in the header; expected only kid, cty, alg and enc',
    { header: { typ: 'JOSE' } },
  ),
  body(
    'changed after it was encrypted',
    'opens: it has the kid of MASTERCARD_DECRYPTION_KEY and does not open with it: it was changed after it was encrypted',
    JSON.stringify({ encryptedData: changed }),
  ),
  body(
    'encrypted twice',
    'encryptedOnce: the encrypted body holds an encrypted body; encrypt once',
    sealed({ json: sealed() }),
  ),
  way('no JSON inside', 'json: the encrypted body (5 bytes) is not a JSON object', { json: 'hello' }),
  {
    provider: 'Mastercard',
    did: 'encrypted with the key that decrypts responses',
    says: `kid: it is that of MASTERCARD_DECRYPTION_KEY, the wrong key of the two; expected the SHA-256 of the certificate's public key: ${own}`,
    file: asHttp(mastercard(JSON.stringify({ encryptedData: jwe(ownPublicKey) }))),
    env: { MASTERCARD_DECRYPTION_KEY: keys.ownPrivateKeyPem },
  },
  {
    provider: 'Mastercard',
    did: 'encrypted with the key that decrypts responses, under the right kid',
    says: 'encryptedKey: it opens with MASTERCARD_DECRYPTION_KEY, which is for responses; encrypt to MASTERCARD_ENCRYPTION_CERTIFICATE',
    file: asHttp(mastercard(JSON.stringify({ encryptedData: jwe(ownPublicKey, { kid: own }) }))),
    env: { MASTERCARD_DECRYPTION_KEY: keys.ownPrivateKeyPem },
  },
  {
    provider: 'Mastercard',
    did: 'one IV and encrypted body for two requests',
    says: 'IV: it was used before, in entry 1; each request needs a new one',
    file: asHar([1, 2].map(() => mastercard(JSON.stringify({ encryptedData: parts.join('.') })))),
  },
]

import { createHash, X509Certificate } from 'node:crypto'
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
    `kid: it is ${says}; the SHA-256 of the certificate's public key is due: ${fingerprintOf(publicKey)}`,
    { kid: one },
  )

const own = fingerprintOf(publicKey)
const whole = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex')
const parts = jwe(publicKey).split('.')
const changed = [
  ...parts.slice(0, 3),
  Buffer.from('another text, not what was sealed').toString('base64url'),
  parts[4],
].join('.')

/** Until the parts of random letters that need not show it do not: the line is the same each time. */
function plainBase64(): string {
  const text = jwe(publicKey, { alphabet: 'base64' })
  return /[+/=]/.test(text.split('.').slice(2, 4).join('')) ? plainBase64() : text
}

export const mastercardWays: readonly WrongWay[] = [
  body(
    'the body in clear',
    `sealed: the body is in clear, ${CLEAR.length} bytes of JSON without encryptedData; {"encryptedData": "<JWE>"} is due`,
    CLEAR,
  ),
  body(
    'a field in clear beside the sealed ones',
    'nothingInClear: "accountNumber" in clear beside encryptedData; it is due alone',
    JSON.stringify({ encryptedData: jwe(publicKey), accountNumber: '5555555555554444' }),
  ),
  body(
    'signed (JWS), not encrypted',
    'jweForm: it has 3 parts, as a signed token (JWS) has; a JWE has five',
    JSON.stringify({ encryptedData: 'eyJhbGciOiJub25lIn0.e30.c2ln' }),
  ),
  kid('the fingerprint of the whole certificate as kid', 'the SHA-256 of the whole certificate', whole),
  kid('the kid in capitals', 'the right fingerprint in capitals', own.toUpperCase()),
  kid(
    'the kid with colons, as OpenSSL prints it',
    'the right fingerprint with colons',
    own.replace(/(..)(?=.)/g, '$1:'),
  ),
  kid(
    'the kid in base64',
    'the right fingerprint in base64, not in hex',
    Buffer.from(own, 'hex').toString('base64'),
  ),
  kid('the kid is a SHA-1', 'a SHA-1, which has 40 hex digits', createHash('sha1').update('a').digest('hex')),
  way('an IV of 128 bits', 'iv: it has 128 bits; 96 are due (RFC 7518 section 5.3)', { ivBytes: 16 }),
  body(
    'plain base64, with + and / and =',
    'alphabet: encrypted key, tag: not in base64url (plain base64?); base64url without padding is due',
    JSON.stringify({ encryptedData: plainBase64() }),
  ),
  way('RSA-OAEP with SHA-1', 'alg: it is "RSA-OAEP"; RSA-OAEP-256 is due', { header: { alg: 'RSA-OAEP' } }),
  way('A128GCM', 'enc: it is "A128GCM"; A256GCM is due', {
    header: { enc: 'A128GCM' },
    cipher: 'aes-128-gcm',
  }),
  way('no cty', 'cty: it is not there; application/json is due', { header: { cty: undefined } }),
  way(
    'a header parameter too many',
    'jweParameters: "typ" in the header; kid, cty, alg and enc alone are due',
    { header: { typ: 'JOSE' } },
  ),
  body(
    'changed after it was sealed',
    'opens: it does not open with MASTERCARD_DECRYPTION_KEY, whose kid it has: it was changed after it was sealed',
    JSON.stringify({ encryptedData: changed }),
  ),
  body(
    'sealed twice',
    'sealedOnce: what is sealed is a sealed body again; seal once',
    sealed({ json: sealed() }),
  ),
  way('no JSON inside', 'json: what is sealed, 5 bytes, is not a JSON object', { json: 'hello' }),
  {
    provider: 'Mastercard',
    did: 'sealed with the key that opens answers',
    says: `kid: it is that of MASTERCARD_DECRYPTION_KEY, the wrong one of two keys; the SHA-256 of the certificate's public key is due: ${own}`,
    file: asHttp(mastercard(JSON.stringify({ encryptedData: jwe(ownPublicKey) }))),
    env: { MASTERCARD_DECRYPTION_KEY: keys.ownPrivateKeyPem },
  },
  {
    provider: 'Mastercard',
    did: 'one IV and sealed body for two requests',
    says: 'IV: it was used before, in entry 1; each request needs a new one',
    file: asHar([1, 2].map(() => mastercard(JSON.stringify({ encryptedData: parts.join('.') })))),
  },
]

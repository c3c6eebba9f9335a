import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FieldLevelEncryption, JweEncryption } from 'mastercard-client-encryption'
import { makeKeys } from '../../keys.js'
import { wrong } from './sign.js'

const theirs = await makeKeys()
const others = await makeKeys()
const CARD = { card: { number: '5123456789012345' }, other: 1 }
const CONFIG = 'MASTERCARD_OAUTH_CONFIG'

const paths = [{ path: '/atm', toEncrypt: [{ element: 'card', obj: 'card' }], toDecrypt: [] }]
const jweConfig = {
  paths,
  mode: 'JWE',
  encryptedValueFieldName: 'encryptedData',
  encryptionCertificate: theirs.certificate,
  privateKey: theirs.ownPrivateKeyPem,
}
const fieldConfig = {
  paths,
  encryptedValueFieldName: 'encryptedData',
  encryptedKeyFieldName: 'encryptedKey',
  ivFieldName: 'iv',
  oaepPaddingDigestAlgorithm: 'SHA-512',
  oaepHashingAlgorithmFieldName: 'oaepHashingAlgorithm',
  publicKeyFingerprintFieldName: 'publicKeyFingerprint',
  publicKeyFingerprintType: 'certificate',
  dataEncoding: 'hex',
  encryptionCertificate: theirs.certificate,
  // As in Mastercard's samples, whose key is that of the certificate.
  privateKey: theirs.privateKeyPem,
}

interface Sealed {
  card: Record<string, string>
}

/** What Mastercard's library makes of the card with a configuration; it reads certificates from files. */
function sealed(config: { mode?: string; encryptionCertificate: string }): Sealed {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-wrong-'))
  const encryptionCertificate = join(folder, 'certificate.pem')
  writeFileSync(encryptionCertificate, config.encryptionCertificate)
  const named = { ...config, encryptionCertificate, privateKey: undefined }
  const library = config.mode === 'JWE' ? new JweEncryption(named) : new FieldLevelEncryption(named)
  const { body } = library.encrypt('/atm', {}, structuredClone(CARD))
  rmSync(folder, { recursive: true })
  return body as Sealed
}

const payload = (did: string, says: string, config: object, body: unknown) =>
  wrong(
    did,
    says,
    { body: typeof body === 'string' ? body : JSON.stringify(body) },
    { [CONFIG]: JSON.stringify({ encryptionConfig: config }) },
  )

const jwe = sealed(jweConfig)
const fields = sealed(fieldConfig)
const changed = (change: Record<string, string | undefined>) => ({ card: { ...fields.card, ...change } })
const fingerprint = (certificate: string) =>
  createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex')
const kid = (certificate: string) =>
  createHash('sha256')
    .update(createPublicKey(certificate).export({ format: 'der', type: 'spki' }))
    .digest('hex')

/** Payloads that are not encrypted as the configuration says, in requests that are signed right. */
export const mastercardOauthPayloads = [
  payload(
    'a payload sent in plaintext',
    `card: it is not encrypted, and ${CONFIG} encrypts it`,
    jweConfig,
    CARD,
  ),
  payload(
    'a payload that is not JSON',
    `body: it is not JSON, and ${CONFIG} encrypts a part of it`,
    jweConfig,
    'card=5123',
  ),
  payload(
    'a JWE to the certificate of another environment',
    `card: kid: ${kid(others.certificate)} was sent, expected ${kid(theirs.certificate)} (the fingerprint)`,
    jweConfig,
    sealed({ ...jweConfig, encryptionCertificate: others.certificate }),
  ),
  payload(
    "a JWE to the client's own key",
    `card: encrypted key: it is encrypted to the client's own key (privateKey of ${CONFIG}), which decrypts responses; expected the encryptionCertificate`,
    { ...jweConfig, privateKey: others.privateKeyPem, publicKeyFingerprint: kid(others.certificate) },
    sealed({ ...jweConfig, encryptionCertificate: others.certificate }),
  ),
  payload('a JWE that was cut off', 'card: it has 4 parts; a JWE has five', jweConfig, {
    card: { encryptedData: jwe.card.encryptedData?.split('.').slice(0, 4).join('.') },
  }),
  payload(
    'field-level encryption in place of a JWE',
    'card: it has one part, as field-level encryption has; a JWE has five',
    jweConfig,
    fields,
  ),
  payload('no iv', 'iv: it is missing', fieldConfig, changed({ iv: undefined })),
  payload(
    'no encryptedKey',
    'encryptedKey: it is missing',
    fieldConfig,
    changed({ encryptedKey: undefined }),
  ),
  payload(
    'OAEP with SHA-256 in place of SHA-512',
    'encryptedKey: it is encrypted by RSA-OAEP with SHA-256; expected SHA-512',
    fieldConfig,
    sealed({ ...fieldConfig, oaepPaddingDigestAlgorithm: 'SHA-256' } as typeof fieldConfig),
  ),
  payload(
    'encryptedKey for another certificate',
    'encryptedKey: it is not encrypted to the encryptionCertificate',
    fieldConfig,
    changed({
      encryptedKey: sealed({ ...fieldConfig, encryptionCertificate: others.certificate }).card.encryptedKey,
    }),
  ),
  payload(
    'the fingerprint of another certificate',
    `publicKeyFingerprint: ${fingerprint(others.certificate)} was sent, expected ${fingerprint(theirs.certificate)}`,
    fieldConfig,
    changed({ publicKeyFingerprint: fingerprint(others.certificate) }),
  ),
  payload(
    'base64 in place of hex',
    'card.encryptedData: it is in base64; expected hex (dataEncoding)',
    fieldConfig,
    changed({ encryptedData: Buffer.from(fields.card.encryptedData ?? '', 'hex').toString('base64') }),
  ),
  payload(
    'an iv of 8 bytes',
    'iv: it has 8 bytes; expected 16',
    fieldConfig,
    changed({ iv: '00'.repeat(8) }),
  ),
]

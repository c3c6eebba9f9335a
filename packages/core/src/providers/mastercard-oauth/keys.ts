import type { base64 } from '../../encode.js'
import { CountersignError } from '../../errors.js'
import type { CipherKey, Host, OaepHash } from '../../host.js'
import { cipherOf } from '../../jose/cipher.js'
import type { SetupTools } from '../../provider.js'
import { type Configured, settingName } from '../../settings.js'
import { named } from '../../x509/client-certificate.js'
import { certificatesIn } from '../../x509/key-text.js'
import { readPrivateKey, readPublicKey } from '../../x509/pem.js'
import type { EncryptionConfig } from './config.js'

/** Payload encryption, ready for use. */
export interface Encryption {
  readonly config: EncryptionConfig
  /** What says whose key it is: the `kid` of a JWE, a field or a header otherwise. */
  readonly fingerprint: string | undefined
  /** @throws {CountersignError} `missing-capability`, `missing-setting` */
  publicKey(hash: OaepHash): CipherKey
  /** Undefined if the configuration has no key that decrypts. */
  readonly privateKey: ((hash: OaepHash) => CipherKey) | undefined
}

/** @throws {CountersignError} `invalid-key` that names the member of the configuration */
export function readKeys(
  config: EncryptionConfig,
  provider: Configured,
  { host, warn }: SetupTools,
): Encryption {
  const variable = settingName(provider.id, 'config')
  const read = <Key>(member: string, make: () => Key) =>
    named(provider, `${variable}: ${member}`, `${variable}: keyStore`, make)
  const certificate = config.text('encryptionCertificate')
  const encryption = certificate
    ? read('encryptionCertificate', () => readPublicKey(certificate, { host }))
    : undefined
  const notAfter = encryption?.certificate?.notAfter
  if (notAfter !== undefined && notAfter < host.now())
    warn(`${provider.name}: the encryptionCertificate of ${variable} expired. Renew it in the portal.`)
  const member = config.text('privateKey') ? 'privateKey' : 'keyStore'
  const key = config.text(member)
  const unlocking = { host, password: config.text('keyStorePassword') }
  const decryption = key ? read(member, () => readPrivateKey(key, unlocking)) : undefined
  return {
    config,
    fingerprint: encryption && fingerprintOf(config, encryption.spki, certificate ?? '', host),
    publicKey: byHash((hash) => {
      if (!encryption) {
        const text = `${provider.name}: ${variable} has no encryptionCertificate, so nothing can be encrypted.`
        throw new CountersignError('missing-setting', text, provider.id)
      }
      const cipher = cipherOf(host)
      return read('encryptionCertificate', () => cipher.publicKey(encryption.spki, hash))
    }),
    privateKey:
      decryption &&
      byHash((hash) => {
        const cipher = cipherOf(host)
        return read(member, () => cipher.privateKey(decryption.pkcs8, hash))
      }),
  }
}

/** As Mastercard's library has it: of the certificate in the encoding of the data, of the public key in hex. */
function fingerprintOf(
  config: EncryptionConfig,
  spki: Parameters<typeof base64>[0],
  certificate: string,
  host: Host,
): string | undefined {
  const given = config.text('publicKeyFingerprint')
  const type = config.text('publicKeyFingerprintType') ?? (config.isJwe ? 'publicKey' : undefined)
  if (given || !type) return given
  if (type === 'publicKey') return host.hash('SHA-256', [spki], 'hex')
  const [first] = certificatesIn(certificate, { host })
  return first && host.hash('SHA-256', [first.der], config.text('dataEncoding') === 'hex' ? 'hex' : 'base64')
}

function byHash(make: (hash: OaepHash) => CipherKey): (hash: OaepHash) => CipherKey {
  const made = new Map<OaepHash, CipherKey>()
  return (hash) => {
    const key = made.get(hash) ?? make(hash)
    made.set(hash, key)
    return key
  }
}

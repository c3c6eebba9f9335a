import { CountersignError } from '../../errors.js'
import type { CipherKey, Host } from '../../host.js'
import type { SetupTools } from '../../provider.js'
import { type Configured, invalidSetting, settingName, type Values } from '../../settings.js'
import { PemProblem, type PrivateKey, type PublicKey, readPrivateKey, readPublicKey } from '../../x509/pem.js'

/** The keys of a client, read once. */
export interface Keys {
  readonly encryption: PublicKey
  /** The `kid` of what is sealed. */
  readonly keyId: string
  readonly keyIdIsDerived: boolean
  readonly decryption: PrivateKey | undefined
  /** The fingerprint of the decryption key: the `kid` of what is sealed to it. */
  readonly decryptionKeyId: string | undefined
  publicKey(): CipherKey
  privateKey(): CipherKey
}

/** SHA-256 of a key's SPKI DER in lower-case hex: the fingerprint that the portal shows. */
export function fingerprint(spki: PublicKey['spki'], host: Host): string {
  return host.hash('SHA-256', [spki], 'hex')
}

/** @throws {CountersignError} `invalid-key`, `invalid-setting` */
export function readKeys(values: Values, provider: Configured, { host, warn }: SetupTools): Keys {
  if (!values.clientCertificate !== !values.clientKey) {
    const missing = values.clientKey ? 'clientCertificate' : 'clientKey'
    throw invalidSetting(provider, missing, 'is missing: mutual TLS needs both the certificate and its key')
  }
  const encryption = read(provider, 'encryptionCertificate', () =>
    readPublicKey(values.encryptionCertificate ?? ''),
  )
  const { decryptionKey, keyId } = values
  const decryption = decryptionKey
    ? read(provider, 'decryptionKey', () => readPrivateKey(decryptionKey))
    : undefined
  warnOfEnd(encryption, provider, { host, warn })
  return {
    encryption,
    keyId: keyId ?? fingerprint(encryption.spki, host),
    keyIdIsDerived: keyId === undefined,
    decryption,
    decryptionKeyId: decryption && fingerprint(decryption.spki, host),
    publicKey: once(() => cipherOf(host).publicKey(encryption.spki)),
    privateKey: once(() => cipherOf(host).privateKey((decryption as PrivateKey).pkcs8)),
  }
}

function read<T>(provider: Configured, setting: string, parse: () => T): T {
  try {
    return parse()
  } catch (thrown) {
    const problem = thrown instanceof PemProblem ? thrown.message : 'cannot be read'
    const message = `${provider.name}: ${settingName(provider.id, setting)} ${problem}.`
    throw new CountersignError('invalid-key', message, provider.id)
  }
}

function warnOfEnd({ certificate }: PublicKey, provider: Configured, { host, warn }: SetupTools): void {
  if (!certificate) return
  const name = settingName(provider.id, 'encryptionCertificate')
  const day = (time: number) => new Date(time * 1000).toISOString().slice(0, 10)
  if (certificate.notAfter < host.now())
    warn(`${provider.name}: ${name} expired on ${day(certificate.notAfter)}. Renew it in the portal.`)
  if (certificate.notBefore > host.now())
    warn(`${provider.name}: ${name} is not valid before ${day(certificate.notBefore)}.`)
}

function cipherOf({ cipher, name }: Host) {
  if (!cipher)
    throw new CountersignError(
      'missing-capability',
      `${name} has no RSA-OAEP and AES-GCM, which a JWE needs.`,
    )
  return cipher
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

import { CountersignError } from '../../errors.js'
import type { CipherKey, Host } from '../../host.js'
import { cipherOf } from '../../jose/cipher.js'
import type { JweHeader } from '../../jose/jwe.js'
import type { SetupTools } from '../../provider.js'
import { type Configured, invalidSetting, passwordOf, settingName, type Values } from '../../settings.js'
import { named } from '../../x509/client-certificate.js'
import { type PrivateKey, type PublicKey, readPrivateKey, readPublicKey } from '../../x509/pem.js'

/** The keys of a client, read once. */
export interface Keys {
  readonly encryption: PublicKey
  /** The `kid` of what is encrypted. */
  readonly keyId: string
  readonly keyIdIsDerived: boolean
  /** The protected header of what is encrypted. */
  readonly header: JweHeader
  readonly decryption: PrivateKey | undefined
  /** The fingerprint of the decryption key: the `kid` of what is encrypted to it. */
  readonly decryptionKeyId: string | undefined
  publicKey(): CipherKey
  privateKey(): CipherKey
}

/** SHA-256 of a key's SPKI DER in lower-case hex: the fingerprint that the portal shows. */
export function fingerprint(spki: PublicKey['spki'], host: Host): string {
  return host.hash('SHA-256', spki, 'hex')
}

/** @throws {CountersignError} `invalid-key`, `invalid-setting` */
export function readKeys(values: Values, provider: Configured, { host, warn }: SetupTools): Keys {
  if (!values.clientCertificate !== !values.clientKey) {
    const half = values.clientKey ? 'clientCertificate' : 'clientKey'
    throw invalidSetting(provider, half, 'is missing: mutual TLS needs both the certificate and its key')
  }
  const { decryptionKey, encryptionCertificate, keyId } = values
  const unlocking = { host, password: values[passwordOf('decryptionKey')] }
  const name = (setting: string) => settingName(provider.id, setting)
  const read = <Key>(setting: string, parse: () => Key) =>
    named(provider, name(setting), name('decryptionKey'), parse)
  const encryption = encryptionCertificate
    ? read('encryptionCertificate', () => readPublicKey(encryptionCertificate, unlocking))
    : undefined
  const decryption = decryptionKey
    ? read('decryptionKey', () => readPrivateKey(decryptionKey, unlocking))
    : undefined
  const sealsTo = keyId ?? (encryption ? fingerprint(encryption.spki, host) : '')
  if (encryption) warnOfEnd(encryption, provider, { host, warn })
  return {
    // To open a response, nothing of it is needed; what seals is not asked without it.
    get encryption() {
      return encryption ?? missing(provider)
    },
    keyId: sealsTo,
    keyIdIsDerived: keyId === undefined,
    header: { kid: sealsTo, cty: 'application/json', alg: 'RSA-OAEP-256', enc: 'A256GCM' },
    decryption,
    decryptionKeyId: decryption && fingerprint(decryption.spki, host),
    // What is damaged in its numbers alone shows when the tool reads it.
    publicKey: once(() => {
      const [cipher, { spki }] = [cipherOf(host), encryption ?? missing(provider)]
      return read('encryptionCertificate', () => cipher.publicKey(spki))
    }),
    privateKey: once(() => {
      const cipher = cipherOf(host)
      return read('decryptionKey', () => cipher.privateKey((decryption as PrivateKey).pkcs8))
    }),
  }
}

function missing(provider: Configured): never {
  const name = settingName(provider.id, 'encryptionCertificate')
  throw new CountersignError('missing-setting', `${provider.name}: ${name} is missing.`, provider.id)
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

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

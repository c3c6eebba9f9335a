import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto'
import { certificatesIn } from '@countersign/core/x509/key-text'
import { readPrivateKey, readPublicKey } from '@countersign/core/x509/pem'
import type { JsonObject } from '../../json.js'
import { lengthBy } from '../sent-signature.js'
import type { Signed } from '../standard.js'
import { textAt } from './config.js'

/** Whom payloads are encrypted to, as far as the configuration says it, and what of that can be opened here. */
export interface Recipient {
  /** The bytes of what the public key encrypts; undefined if it cannot be read. */
  readonly bytes: number | undefined
  readonly fingerprint: string | undefined
  readonly spki: Buffer | undefined
  /** The client's own key, which decrypts responses. */
  readonly own: KeyObject | undefined
}

export function certificateOf({ call }: Signed, encryption: JsonObject): Recipient {
  const text = textAt(encryption, 'encryptionCertificate') ?? ''
  const host = { host: call.host }
  const spki = attempt(() => Buffer.from(readPublicKey(text, host).spki))
  const key = spki && createPublicKey({ key: spki, format: 'der', type: 'spki' })
  const secret = textAt(encryption, 'privateKey') ?? textAt(encryption, 'keyStore') ?? ''
  const password = textAt(encryption, 'keyStorePassword')
  const own = attempt(() => Buffer.from(readPrivateKey(secret, { ...host, password }).pkcs8))
  return {
    bytes: key && lengthBy(key),
    fingerprint: fingerprintOf(encryption, spki, () => certificatesIn(text, host)[0]?.der),
    spki,
    own: own && createPrivateKey({ key: own, format: 'der', type: 'pkcs8' }),
  }
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

const sha256 = (data: Uint8Array) => createHash('sha256').update(data)

/** As Mastercard's library makes it: of the certificate in the encoding of the data, of the public key in hex. */
function fingerprintOf(
  encryption: JsonObject,
  spki: Buffer | undefined,
  certificate: () => Uint8Array | undefined,
): string | undefined {
  const given = textAt(encryption, 'publicKeyFingerprint')
  const type =
    textAt(encryption, 'publicKeyFingerprintType') ?? (encryption.mode === 'JWE' ? 'publicKey' : undefined)
  if (given !== undefined) return given
  if (type === 'publicKey') return spki && sha256(spki).digest('hex')
  const der = type === 'certificate' ? attempt(certificate) : undefined
  return der && sha256(der).digest(encryption.dataEncoding === 'hex' ? 'hex' : 'base64')
}

export type OaepHash = 'sha256' | 'sha512' | 'sha1' | 'sha384'

const padding = constants.RSA_PKCS1_OAEP_PADDING

/** Whether the client's own key opens an encrypted key, and by which hash of OAEP; undefined if it does not. */
export function oaepHashOf(encryptedKey: Buffer, { own }: Recipient): OaepHash | undefined {
  if (!own) return undefined
  const hashes: readonly OaepHash[] = ['sha256', 'sha512', 'sha1', 'sha384']
  return hashes.find((oaepHash) =>
    attempt(() => privateDecrypt({ key: own, padding, oaepHash }, encryptedKey)),
  )
}

/** Whether the client's own key is that of the certificate, as in Mastercard's samples. */
export const isOwnCertificate = ({ own, spki }: Recipient): boolean =>
  own !== undefined && spki?.equals(createPublicKey(own).export({ format: 'der', type: 'spki' })) === true

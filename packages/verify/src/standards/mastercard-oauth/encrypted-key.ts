import { isOwnCertificate, type OaepHash, oaepHashOf, type Recipient } from './encryption-keys.js'
import type { Context } from './sealed.js'

const NAMES = { sha256: 'SHA-256', sha512: 'SHA-512', sha1: 'SHA-1', sha384: 'SHA-384' }

/** Whom an encrypted key is for, as far as its length and the client's own key show it. */
export function checkEncryptedKey(
  name: string,
  encryptedKey: Buffer,
  expected: OaepHash,
  { recipient, problems, signed }: Context,
): void {
  const problem = problemOf(encryptedKey, expected, recipient, signed.variable('config'))
  if (problem) problems.add(name, problem)
}

function problemOf(
  encryptedKey: Buffer,
  expected: OaepHash,
  recipient: Recipient,
  config: string,
): string | undefined {
  const { bytes } = recipient
  if (bytes !== undefined && encryptedKey.length !== bytes)
    return `it has ${encryptedKey.length} bytes, and the key of the encryptionCertificate makes ${bytes}: it is encrypted to another key, or cut off`
  const hash = oaepHashOf(encryptedKey, recipient)
  if (!isOwnCertificate(recipient))
    return hash
      ? `it is encrypted to the client's own key (privateKey of ${config}), which decrypts responses; expected the encryptionCertificate`
      : undefined
  if (!hash) return 'it is not encrypted to the encryptionCertificate'
  return hash === expected
    ? undefined
    : `it is encrypted by RSA-OAEP with ${NAMES[hash]}; expected ${NAMES[expected]}`
}

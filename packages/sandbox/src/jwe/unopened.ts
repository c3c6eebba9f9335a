import { createDecipheriv, type KeyObject, privateDecrypt } from 'node:crypto'

/** Why a JWE by RSA-OAEP-256 and AES-GCM does not open, as far as its parts show it. */
export function whyUnopened(jwe: string, key: KeyObject): string {
  const [header = '', ...texts] = jwe.split('.')
  const [encryptedKey, iv, ciphertext, tag] = texts.map((text) => Buffer.from(text, 'base64')) as Parts
  const hash = HASHES.find((oaepHash) => attempt(() => privateDecrypt({ key, oaepHash }, encryptedKey)))
  if (hash === undefined) return 'a content key that is encrypted to a different key, or changed'
  if (hash !== 'sha256') return `a content key encrypted by RSA-OAEP with ${hash.toUpperCase()}, not SHA-256`
  if (tag.length !== 16) return `a tag of ${tag.length * 8} bits`
  const cek = privateDecrypt({ key, oaepHash: hash }, encryptedKey)
  if (cek.length !== 32) return `a content key of ${cek.length * 8} bits, not 256`
  const opens = (aad: string) =>
    attempt(() => {
      const decipher = createDecipheriv('aes-256-gcm', cek, iv).setAAD(Buffer.from(aad)).setAuthTag(tag)
      return Buffer.concat([decipher.update(ciphertext), decipher.final()])
    }) !== undefined
  if (opens('')) return 'a ciphertext that does not authenticate the header: the additional data are empty'
  if (opens(Buffer.from(header, 'base64').toString()))
    return 'a ciphertext that authenticates the JSON of the header, not its base64url'
  return 'bytes that were changed after they were encrypted'
}

type Parts = [Buffer, Buffer, Buffer, Buffer]
const HASHES = ['sha256', 'sha1', 'sha512', 'sha384']

function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}

import type { Bytes } from '../message.js'

/**
 * Content encryption of a JWE (RFC 7518 section 5.1): what is written (A256GCM) and what may have to be read.
 * @example const written: ContentEncryption = 'A256GCM'
 */
export type ContentEncryption = 'A128GCM' | 'A192GCM' | 'A256GCM' | 'A128CBC-HS256'

/**
 * A key as the cipher holds it; made once, used for many messages.
 * @example
 * ```ts
 * import type { Cipher, PublicKey } from '@countersign/core'
 * const keyOf = (cipher: Cipher, { spki }: PublicKey): CipherKey => cipher.publicKey(spki)
 * ```
 */
export type CipherKey = { readonly kind: 'public' | 'private' }

/**
 * RSA-OAEP and AES, over the tool's own primitives. Failures reject with an error of any kind; core words it.
 * @example
 * ```ts
 * import { nodeCipher } from '@countersign/hosts/node'
 * const cipher: Cipher = nodeCipher()
 * ```
 */
export interface Cipher {
  /** An RSA public key from its SPKI DER. `hash`: that of OAEP and of its MGF1; default SHA-256. */
  publicKey(spki: Bytes, hash?: OaepHash): CipherKey
  /** An RSA private key from its PKCS#8 DER. */
  privateKey(pkcs8: Bytes, hash?: OaepHash): CipherKey
  /** RSAES-OAEP with the hash of the key, and MGF1 with the same (RFC 8017 section 7.1; RFC 7518 section 4.3). */
  encryptKey(key: CipherKey, cek: Bytes): Promise<Bytes>
  /** The inverse, to the bytes of the content encryption key. */
  decryptKey(key: CipherKey, encryptedKey: Bytes): Promise<Bytes>
  /** AES-256-GCM with a 96-bit IV and a 128-bit tag (RFC 7518 section 5.3). */
  encrypt(message: EncryptInput): Promise<{ ciphertext: Bytes; tag: Bytes }>
  /** GCM with an IV of 96 or 128 bits, or AES-CBC with HMAC (RFC 7518 section 5.2). Rejects if the tag does not match. */
  decrypt(message: DecryptInput): Promise<Bytes>
  /** The same without promises, for tools that encrypt natively while the script stands still. */
  readonly sync?: SyncCipher
  /** AES-CBC with PKCS#7 padding, which is not authenticated; absent if the tool cannot. */
  readonly cbc?: CbcCipher
}

/**
 * AES-CBC (NIST SP 800-38A section 6.2) with the padding of RFC 5652 section 6.3.
 * @example
 * ```ts
 * import { nodeCipher } from '@countersign/hosts/node'
 * const cbc: CbcCipher | undefined = nodeCipher().cbc
 * ```
 */
export interface CbcCipher {
  /** The ciphertext, a whole number of 16-byte blocks. */
  encrypt(message: CbcInput): Promise<Bytes>
  /** The plaintext, without its padding. Rejects on a wrong padding. */
  decrypt(message: CbcInput): Promise<Bytes>
}

/**
 * A message for {@link CbcCipher}, all of it in bytes.
 * @example
 * ```ts
 * import type { CbcCipher } from '@countersign/core'
 * const encrypt = (cbc: CbcCipher, message: CbcInput) => cbc.encrypt(message)
 * ```
 */
export interface CbcInput {
  /** 16, 24 or 32 bytes. */
  readonly key: Bytes
  /** 16 bytes. */
  readonly iv: Bytes
  /** The plaintext, or the ciphertext. */
  readonly data: Bytes
}

/**
 * The hash of RSAES-OAEP and of its MGF1 (RFC 8017 section 7.1).
 * @example const hash: OaepHash = 'SHA-256'
 */
export type OaepHash = 'SHA-256' | 'SHA-512'

/**
 * The operations of a {@link Cipher} without promises. Failures throw an error of any kind.
 * @example
 * ```ts
 * import { nodeCipher } from '@countersign/hosts/node'
 * const sync: SyncCipher | undefined = nodeCipher().sync
 * ```
 */
export interface SyncCipher {
  /** As {@link Cipher.encryptKey}. */
  encryptKey(key: CipherKey, cek: Bytes): Bytes
  /** As {@link Cipher.decryptKey}. */
  decryptKey(key: CipherKey, encryptedKey: Bytes): Bytes
  /** As {@link Cipher.encrypt}. */
  encrypt(message: EncryptInput): { ciphertext: Bytes; tag: Bytes }
  /** As {@link Cipher.decrypt}. */
  decrypt(message: DecryptInput): Bytes
  /** As {@link CbcCipher.encrypt}; absent if {@link Cipher.cbc} is. */
  encryptCbc?(message: CbcInput): Bytes
  /** As {@link CbcCipher.decrypt}; absent if {@link Cipher.cbc} is. */
  decryptCbc?(message: CbcInput): Bytes
}

/**
 * A message to encrypt with AES-256-GCM, all of it in bytes (RFC 7518 section 5.3).
 * @example
 * ```ts
 * import type { Cipher } from '@countersign/core'
 * const encrypt = (cipher: Cipher, message: EncryptInput) => cipher.encrypt(message)
 * ```
 */
export interface EncryptInput {
  /** 32 bytes. */
  readonly key: Bytes
  /** 12 bytes. */
  readonly iv: Bytes
  readonly plaintext: Bytes
  /** Additional authenticated data: may be empty. */
  readonly aad: Bytes
}

/**
 * A message to decrypt with AES, all of it in bytes (RFC 7518 section 5).
 * @example
 * ```ts
 * import type { Cipher } from '@countersign/core'
 * const decrypt = (cipher: Cipher, message: DecryptInput) => cipher.decrypt(message)
 * ```
 */
export interface DecryptInput {
  readonly encryption: ContentEncryption
  /** 16, 24 or 32 bytes, by the encryption; A128CBC-HS256: 16 for the MAC, then 16 for AES. */
  readonly key: Bytes
  /** 12 or 16 bytes; A128CBC-HS256: 16. */
  readonly iv: Bytes
  readonly ciphertext: Bytes
  /** 16 bytes. */
  readonly tag: Bytes
  /** Additional authenticated data: of a JWE, its protected header in ASCII. */
  readonly aad: Bytes
}

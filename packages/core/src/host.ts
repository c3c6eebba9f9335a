import type { Bytes, Data, Request, Response } from './message.js'
import type { TokenStore } from './tokens.js'

/**
 * A hash that every host has, by its name in WebCrypto.
 * @example const name: HashName = 'SHA-256'
 */
export type HashName = 'MD5' | 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'
/**
 * How a hash or an HMAC is written: lower-case hexadecimal, or base64 with padding (RFC 4648 section 4).
 * @example const encoding: Encoding = 'hex'
 */
export type Encoding = 'hex' | 'base64'
/**
 * Content encryption of a JWE (RFC 7518 section 5.1): what is written (A256GCM) and what may have to be read.
 * @example const written: ContentEncryption = 'A256GCM'
 */
export type ContentEncryption = 'A128GCM' | 'A192GCM' | 'A256GCM' | 'A128CBC-HS256'

/** What is hashed: a text or bytes, or several of them, one after the other. */
export type HashInput = Data | readonly Data[]

/**
 * Hashes and HMACs, looked up by name. A text stands for its UTF-8 bytes.
 * @throws {CountersignError} each of them `missing-capability` for a hash that the host does not have
 * @example
 * ```ts
 * import { nodeDigests } from '@countersign/hosts/node'
 * const digests: Digests = nodeDigests
 * digests.hmac('SHA-256', 'key', 'text', 'hex')
 * ```
 */
export interface Digests {
  /** The hash in lower-case hex or padded base64. */
  hash(algorithm: HashName, input: HashInput, encoding: Encoding): string
  /** The same as bytes. */
  hashBytes(algorithm: HashName, input: HashInput): Bytes
  /** The HMAC in lower-case hex or padded base64 (RFC 2104). */
  hmac(algorithm: HashName, key: Data, input: HashInput, encoding: Encoding): string
  /** The same as bytes: a derived key. */
  hmacBytes(algorithm: HashName, key: Data, input: HashInput): Bytes
}

/**
 * What core may ask of the tool it runs in. An adapter assembles its host from small parts; a part that is
 * absent makes core refuse what needs it, by name, before anything is sent.
 * @example
 * ```ts
 * import { nodeHost } from '@countersign/hosts/node'
 * const host: Host = { ...nodeHost(), name: 'My tool', now: () => 1767225600 }
 * ```
 */
export interface Host extends Digests {
  /** Its name in messages: `Node`, `Newman`. */
  readonly name: string
  /** Seconds since 1970, UTC; may have a fraction. */
  now(): number
  /** So many hexadecimal digits that never come again. Unique, not secret. */
  nonce(digits: number): string
  /** So many bytes from a cryptographically secure source; absent if the tool has none. */
  random?(length: number): Bytes
  /** RSA-OAEP and AES; absent if the tool cannot. */
  readonly cipher?: Cipher
  /**
   * Signatures by a private key; absent if the tool cannot. Most tools have to wait for them, so they belong to
   * `prepare`.
   * @throws {CountersignError} at once `missing-capability` for a signature that the tool lacks, `invalid-key` for a key
   * of another kind
   * @example const sign = host.signer('RSA-SHA256', readSigningKey(text)); const signature = await sign('text')
   */
  signer?(algorithm: SignatureName, key: SigningKey): Sign
  /**
   * Checks signatures by a public key; absent if the tool cannot.
   * @throws {CountersignError} at once as {@link Host.signer}
   * @example const verify = host.verifier('Ed25519', readVerifyingKey(text)); if (!(await verify(data, signature))) …
   */
  verifier?(algorithm: SignatureName, key: VerifyingKey): (data: Data, signature: Bytes) => Promise<boolean>
  /**
   * Opens a key that a password protects: PKCS#12 (label `PKCS12`), encrypted PKCS#8, or PEM that is encrypted as in
   * RFC 1421; absent if the tool cannot. Throws on a wrong password, with an error of any kind.
   */
  unlock?(block: ProtectedKey, password: string): Unlocked
  /** Native conversions, if the tool has any; core's own otherwise. */
  readonly codec?: Codec
  /** Sends a token request; absent if the tool gives no way to. Rejects with the network's reason. */
  send?(request: Request): Promise<Response>
  /** The same without a promise, for tools whose requests block. */
  sendSync?(request: Request): Response
  /**
   * The tool checks every header by itself and sends nothing with a line end or another letter that no header can
   * carry. Core checks them otherwise.
   */
  readonly checksHeaders?: boolean
  /** The tool hands over no body in which a provider finds half of a surrogate pair. Core looks for one otherwise. */
  readonly checksTexts?: boolean
  /** The one owner of this tool's tokens. */
  readonly tokens?: TokenStore
}

/**
 * Signs by a private key. `now`: the same without a promise, for tools that sign natively while the script stands still.
 * @example
 * ```ts
 * import { type Host, readSigningKey } from '@countersign/core'
 * const signOf = (pem: string, host: Host): Sign | undefined => host.signer?.('Ed25519', readSigningKey(pem))
 * ```
 */
export interface Sign {
  (data: Data): Promise<Bytes>
  readonly now?: (data: Data) => Bytes
}

/**
 * A key that a password protects.
 * @example const isPkcs12 = ({ label }: ProtectedKey) => label === 'PKCS12'
 */
export interface ProtectedKey {
  /** As in RFC 7468, or `PKCS12`. */
  readonly label: string
  readonly der: Bytes
  readonly encryptedPem?: string
}

/**
 * What was in it: the key as PKCS#8 DER, and certificates as DER, the key's own first.
 * @example const unlocked: Unlocked = { certificates: [] }
 */
export interface Unlocked {
  readonly privateKey?: Bytes
  readonly certificates: readonly Bytes[]
}

/**
 * Conversions between bytes and text. Reading fails with a thrown error of any kind; core words it.
 * @example
 * ```ts
 * import { nodeCodec } from '@countersign/hosts/node'
 * const codec: Codec = { ...nodeCodec, wellFormed: (text) => !/\p{Surrogate}/u.test(text) }
 * ```
 */
export interface Codec {
  /** UTF-8 of a well-formed text. */
  utf8(text: string): Bytes
  /** The text of UTF-8 bytes; throws on invalid ones. */
  text(bytes: Bytes): string
  /** Base64url without padding (RFC 4648 section 5). */
  base64url(bytes: Bytes): string
  /** Reads base64 and base64url, padded or not; throws on other letters. */
  fromBase64(text: string): Bytes
  /** Whether a text has no lone surrogate, if the tool knows faster than by encoding it. */
  wellFormed?(text: string): boolean
  /** Whether a text is JSON, if the tool knows faster than by parsing it. */
  isJson?(text: string): boolean
}

/**
 * A signature by a private key. ECDSA gives r and s side by side (IEEE P1363, as JOSE and WebCrypto have them); the salt
 * of PSS is as long as its hash.
 * @example const algorithm: SignatureName = 'ECDSA-P256-SHA256'
 */
export type SignatureName =
  | 'RSA-SHA1'
  | 'RSA-SHA256'
  | 'RSA-SHA384'
  | 'RSA-SHA512'
  | 'RSA-PSS-SHA256'
  | 'RSA-PSS-SHA384'
  | 'RSA-PSS-SHA512'
  | 'ECDSA-P256-SHA256'
  | 'ECDSA-P384-SHA384'
  | 'ECDSA-P521-SHA512'
  | 'Ed25519'

/**
 * A curve of NIST (FIPS 186-5), by its name in JOSE (RFC 7518 section 6.2.1.1).
 * @example const curve: Curve = 'P-256'
 */
export type Curve = 'P-256' | 'P-384' | 'P-521'

/**
 * A private key for signatures, as `readSigningKey` gives it.
 * @example
 * ```ts
 * import { readSigningKey } from '@countersign/core'
 * const isRsa = (pem: string) => {
 *   const key: SigningKey = readSigningKey(pem)
 *   return key.kind === 'RSA'
 * }
 * ```
 */
export interface SigningKey {
  readonly kind: 'RSA' | 'EC' | 'Ed25519'
  /** Of an EC key. */
  readonly curve?: Curve
  /** PrivateKeyInfo (RFC 5958), DER. */
  readonly pkcs8: Bytes
  /** The public key of Ed25519, if it came with the private one. */
  readonly point?: Bytes
}

/**
 * A public key that signatures are checked by, as `readVerifyingKey` gives it.
 * @example
 * ```ts
 * import { readVerifyingKey } from '@countersign/core'
 * const kindOf = (pem: string): VerifyingKey['kind'] => readVerifyingKey(pem).kind
 * ```
 */
export interface VerifyingKey {
  readonly kind: 'RSA' | 'EC' | 'Ed25519'
  /** Of an EC key. */
  readonly curve?: Curve
  /** SubjectPublicKeyInfo (RFC 5280 section 4.1), DER. */
  readonly spki: Bytes
}

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
 * RSA-OAEP-256 and AES, over the tool's own primitives. Failures reject with an error of any kind; core words it.
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
  decryptKey(key: CipherKey, encryptedKey: Bytes): Promise<Bytes>
  /** AES-256-GCM with a 96-bit IV and a 128-bit tag. */
  encrypt(message: EncryptInput): Promise<{ ciphertext: Bytes; tag: Bytes }>
  /** GCM with an IV of 96 or 128 bits, or AES-CBC with HMAC (RFC 7518 section 5.2). Rejects where the tag does not match. */
  decrypt(message: DecryptInput): Promise<Bytes>
  /** The same without promises, for tools that encrypt natively while the script stands still. */
  readonly sync?: SyncCipher
  /** AES-CBC with PKCS#7 padding, which nothing authenticates; absent if the tool cannot. */
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
  encrypt(message: CbcInput): Promise<Bytes>
  /** Rejects on a wrong padding. */
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
  encryptKey(key: CipherKey, cek: Bytes): Bytes
  decryptKey(key: CipherKey, encryptedKey: Bytes): Bytes
  encrypt(message: EncryptInput): { ciphertext: Bytes; tag: Bytes }
  decrypt(message: DecryptInput): Bytes
  /** As {@link CbcCipher}; absent with it. */
  encryptCbc?(message: CbcInput): Bytes
  decryptCbc?(message: CbcInput): Bytes
}

/**
 * A message to encrypt with AES-256-GCM: a key of 32 bytes, an IV of 12, plaintext and additional data.
 * @example
 * ```ts
 * import type { Cipher } from '@countersign/core'
 * const encrypt = (cipher: Cipher, message: EncryptInput) => cipher.encrypt(message)
 * ```
 */
export interface EncryptInput {
  readonly key: Bytes
  readonly iv: Bytes
  readonly plaintext: Bytes
  readonly aad: Bytes
}

/**
 * A message to decrypt with AES: key, IV, ciphertext, tag and additional data, all in bytes (RFC 7518 section 5).
 * @example
 * ```ts
 * import type { Cipher } from '@countersign/core'
 * const decrypt = (cipher: Cipher, message: DecryptInput) => cipher.decrypt(message)
 * ```
 */
export interface DecryptInput {
  readonly encryption: ContentEncryption
  readonly key: Bytes
  readonly iv: Bytes
  readonly ciphertext: Bytes
  readonly tag: Bytes
  readonly aad: Bytes
}

import type { Bytes, Data } from '../message.js'

/**
 * A signature by a private key. ECDSA gives r and s side by side (IEEE P1363, as JOSE and WebCrypto have them); the salt
 * of PSS is as long as its hash. RSA without PSS is RSASSA-PKCS1-v1_5 (RFC 8017), Ed25519 is RFC 8032.
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
  /** The public key of Ed25519, 32 bytes, if it came with the private one. */
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
 * Signs by a private key. A text stands for its UTF-8 bytes.
 * @example
 * ```ts
 * import { type Host, readSigningKey } from '@countersign/core'
 * const signOf = (pem: string, host: Host): Sign | undefined => host.signer?.('Ed25519', readSigningKey(pem))
 * ```
 */
export interface Sign {
  /** The signature as bytes, in the form that {@link SignatureName} says. */
  (data: Data): Promise<Bytes>
  /** The same without a promise, for tools that sign natively while the script stands still. */
  readonly now?: (data: Data) => Bytes
}

/**
 * A key that a password protects.
 * @example const isPkcs12 = ({ label }: ProtectedKey) => label === 'PKCS12'
 */
export interface ProtectedKey {
  /** As in RFC 7468, or `PKCS12`. */
  readonly label: string
  /** Empty if `encryptedPem` is there. */
  readonly der: Bytes
  /** The whole PEM, if its contents are encrypted as in RFC 1421. */
  readonly encryptedPem?: string
}

/**
 * What was in a {@link ProtectedKey}.
 * @example const unlocked: Unlocked = { certificates: [] }
 */
export interface Unlocked {
  /** PrivateKeyInfo (RFC 5958), DER. */
  readonly privateKey?: Bytes
  /** X.509, DER, the key's own first. */
  readonly certificates: readonly Bytes[]
}

import type { Cipher } from './host/cipher.js'
import type { Codec } from './host/codec.js'
import type { Digests } from './host/digests.js'
import type { ProtectedKey, Sign, SignatureName, SigningKey, Unlocked, VerifyingKey } from './host/signing.js'
import type { Bytes, Data, Request, Response } from './message.js'
import type { TokenStore } from './tokens.js'

export type * from './host/cipher.js'
export type * from './host/codec.js'
export type * from './host/digests.js'
export type * from './host/signing.js'

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
  /** So many hexadecimal digits, in lower case, that never come again. Unique, not secret. */
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
   * @throws {CountersignError} at once `missing-capability`, `invalid-key`, as {@link Host.signer}
   * @example const verify = host.verifier('Ed25519', readVerifyingKey(text)); if (!(await verify(data, signature))) …
   */
  verifier?(algorithm: SignatureName, key: VerifyingKey): (data: Data, signature: Bytes) => Promise<boolean>
  /**
   * Opens a key that a password protects: PKCS#12 (label `PKCS12`), encrypted PKCS#8, or PEM that is encrypted as in
   * RFC 1421; absent if the tool cannot.
   * @throws {Error} of any kind on a wrong password
   */
  unlock?(block: ProtectedKey, password: string): Unlocked
  /** Native conversions, if the tool has any; core's own otherwise. */
  readonly codec?: Codec
  /**
   * Sends a token request; absent if the tool gives no way to.
   * @throws {Error} of any kind, with the network's reason as its message
   */
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

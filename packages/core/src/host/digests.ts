import type { Bytes, Data } from '../message.js'

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
 * What is hashed: a text or bytes, or several of them, one after the other.
 * @example const parts: HashInput = ['{"amount": 50}', new Uint8Array([0, 1])]
 */
export type HashInput = Data | readonly Data[]

/**
 * Hashes (FIPS 180-4, RFC 1321) and HMACs (RFC 2104), looked up by name. A text stands for its UTF-8 bytes.
 * @throws {CountersignError} each of them `missing-capability` for a hash or an encoding that the host does not have
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
  /** The hash as bytes. */
  hashBytes(algorithm: HashName, input: HashInput): Bytes
  /** The HMAC in lower-case hex or padded base64. */
  hmac(algorithm: HashName, key: Data, input: HashInput, encoding: Encoding): string
  /** The HMAC as bytes: a derived key. */
  hmacBytes(algorithm: HashName, key: Data, input: HashInput): Bytes
}

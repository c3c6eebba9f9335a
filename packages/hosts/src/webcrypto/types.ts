import type { Bytes } from '@countersign/core/message'

/** A key as the runtime holds it. */
export type NativeKey = object

/** An algorithm with its parameters. Always an object: k6 refuses a bare name. */
export type Algorithm = { readonly name: string } & Readonly<Record<string, unknown>>

/**
 * What is used of `SubtleCrypto` (W3C Web Cryptography API), so that no runtime's types are needed.
 * @example const subtle: Subtle = crypto.subtle
 */
export interface Subtle {
  importKey(
    format: 'raw' | 'spki' | 'pkcs8',
    data: Bytes,
    algorithm: Algorithm,
    extractable: boolean,
    usages: string[],
  ): Promise<unknown>
  encrypt(algorithm: Algorithm, key: NativeKey, data: Bytes): Promise<ArrayBuffer>
  decrypt(algorithm: Algorithm, key: NativeKey, data: Bytes): Promise<ArrayBuffer>
  sign(algorithm: Algorithm, key: NativeKey, data: Bytes): Promise<ArrayBuffer>
  verify(algorithm: Algorithm, key: NativeKey, signature: Bytes, data: Bytes): Promise<boolean>
}

/**
 * What is used of `Crypto`: give the runtime's own, `crypto`.
 * @example const own: WebCrypto = crypto
 */
export interface WebCrypto {
  readonly subtle: Subtle
  getRandomValues(array: Bytes): unknown
}

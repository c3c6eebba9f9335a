import type { Host } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { nonceFrom } from '../shared/nonce.js'
import type { WebCrypto } from './types.js'

/**
 * What random bytes are made from: a runtime's own `crypto`.
 * @example const source: RandomSource = crypto
 */
export type RandomSource = Pick<WebCrypto, 'getRandomValues'>

// One call of getRandomValues gives no more.
const LIMIT = 65536

/**
 * So many secure random bytes by `getRandomValues`, more than 65,536 too.
 * @example
 * ```ts
 * const random = webcryptoRandom(crypto)
 * random(12)
 * ```
 */
export function webcryptoRandom(crypto: RandomSource): (length: number) => Bytes {
  return (length) => {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at += LIMIT) crypto.getRandomValues(bytes.subarray(at, at + LIMIT))
    return bytes
  }
}

/**
 * So many lower-case hexadecimal digits of secure random bytes, none of them used twice.
 * @example
 * ```ts
 * const nonce = webcryptoNonce(crypto)
 * nonce(32)
 * ```
 */
export function webcryptoNonce(crypto: RandomSource): Host['nonce'] {
  return nonceFrom(webcryptoRandom(crypto))
}

import type { Host } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { nonceFrom } from '../shared/nonce.js'
import type { WebCrypto } from './types.js'

type RandomSource = Pick<WebCrypto, 'getRandomValues'>

// One call of getRandomValues gives no more.
const LIMIT = 65536

/**
 * Secure random bytes by `getRandomValues`.
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
 * Hexadecimal digits of secure random bytes, none of them twice.
 * @example
 * ```ts
 * const nonce = webcryptoNonce(crypto)
 * nonce(32)
 * ```
 */
export function webcryptoNonce(crypto: RandomSource): Host['nonce'] {
  return nonceFrom(webcryptoRandom(crypto))
}

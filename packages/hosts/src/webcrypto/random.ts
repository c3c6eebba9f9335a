import type { Host } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { nonceFrom } from '../shared/nonce.js'
import type { WebCrypto } from './types.js'

type RandomSource = Pick<WebCrypto, 'getRandomValues'>

// One call of getRandomValues gives no more.
const LIMIT = 65536

/** Secure random bytes by `getRandomValues`. */
export function webcryptoRandom(crypto: RandomSource): (length: number) => Bytes {
  return (length) => {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at += LIMIT) crypto.getRandomValues(bytes.subarray(at, at + LIMIT))
    return bytes
  }
}

/** Hexadecimal digits of secure random bytes, none of them twice. */
export function webcryptoNonce(crypto: RandomSource): Host['nonce'] {
  return nonceFrom(webcryptoRandom(crypto))
}

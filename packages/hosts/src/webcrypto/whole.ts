import type { Bytes } from '@countersign/core/message'
import type { Subtle } from './types.js'

/**
 * The same WebCrypto, never given a part of a larger memory: k6 2.2.0 takes all of the memory behind a view, and so
 * would sign or seal what nobody meant.
 */
export function wholeMemory(subtle: Subtle): Subtle {
  return {
    importKey: (format, data, algorithm, extractable, usages) =>
      subtle.importKey(format, whole(data), algorithm, extractable, usages),
    encrypt: (algorithm, key, data) => subtle.encrypt(algorithm, key, whole(data)),
    decrypt: (algorithm, key, data) => subtle.decrypt(algorithm, key, whole(data)),
    sign: (algorithm, key, data) => subtle.sign(algorithm, key, whole(data)),
    verify: (algorithm, key, signature, data) => subtle.verify(algorithm, key, whole(signature), whole(data)),
  }
}

function whole(bytes: Bytes): Bytes {
  return bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
}

import { createCipheriv, webcrypto } from 'node:crypto'
import type { Algorithm, WebCrypto } from '../src/webcrypto/types.js'

/**
 * WebCrypto as narrow as k6's: algorithms are objects, AES-GCM takes 96-bit IVs only, the counter of AES-CTR carries
 * into all of its 128 bits, whatever `length` says, and of a view all of its memory is taken.
 */
const { subtle } = webcrypto

interface CtrKey {
  readonly ctr: Uint8Array
}

const all = (view: Uint8Array) => new Uint8Array(view.buffer)
const isCtr = (key: object): key is CtrKey => 'ctr' in key

function check(algorithm: Algorithm): void {
  const { hash } = algorithm
  if (typeof algorithm !== 'object' || typeof hash === 'string')
    throw new Error('an algorithm must be an object')
  if (algorithm.name === 'AES-GCM' && algorithm.iv && (algorithm.iv as Uint8Array).length !== 12) {
    throw new Error('panic: this would end the process')
  }
}

function countUp({ ctr }: CtrKey, { counter }: Algorithm, data: Uint8Array): ArrayBuffer {
  const cipher = createCipheriv(`aes-${ctr.length * 8}-ctr`, ctr, counter as Uint8Array)
  return new Uint8Array(cipher.update(data)).buffer
}

export const strictCrypto: WebCrypto = {
  getRandomValues: (array) => webcrypto.getRandomValues(array),
  subtle: {
    async importKey(format, data, algorithm, extractable, usages) {
      check(algorithm)
      if (algorithm.name === 'AES-CTR') return { ctr: all(data) }
      return subtle.importKey(format as 'raw', all(data), algorithm, extractable, usages as ['encrypt'])
    },
    async encrypt(algorithm, key, data) {
      check(algorithm)
      return isCtr(key)
        ? countUp(key, algorithm, all(data))
        : subtle.encrypt(algorithm, key as webcrypto.CryptoKey, all(data))
    },
    async decrypt(algorithm, key, data) {
      check(algorithm)
      return subtle.decrypt(algorithm, key as webcrypto.CryptoKey, all(data))
    },
    async sign(algorithm, key, data) {
      check(algorithm)
      return subtle.sign(algorithm, key as webcrypto.CryptoKey, all(data))
    },
    async verify(algorithm, key, signature, data) {
      check(algorithm)
      return subtle.verify(algorithm, key as webcrypto.CryptoKey, all(signature), all(data))
    },
  },
}

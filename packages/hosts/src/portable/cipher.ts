import type { Cipher, CipherKey } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { oaepDecode, oaepEncode, seedLength } from './oaep.js'
import { PrivateRsa, PublicRsa } from './rsa.js'

/**
 * What the cipher in plain JavaScript needs of its tool.
 * @example const options: PortableCipherOptions = { random: (length) => crypto.getRandomValues(new Uint8Array(length)) }
 */
export interface PortableCipherOptions {
  /** So many secure random bytes, for OAEP and for blinding. Without it, it decrypts, and encrypts no key. */
  readonly random?: (length: number) => Bytes
}

/**
 * RSA-OAEP in plain JavaScript and AES by noble. Neither claims constant time: prefer a native cipher wherever
 * there is one.
 * @example const cipher = portableCipher({ random: (length) => crypto.getRandomValues(new Uint8Array(length)) })
 */
export function portableCipher({ random }: PortableCipherOptions = {}): Cipher {
  return {
    publicKey: (spki, hash) => new PublicRsa(spki, hash),
    privateKey: (pkcs8, hash) => new PrivateRsa(pkcs8, random, hash),
    async encryptKey(key, cek) {
      if (!(key instanceof PublicRsa)) throw notOurs('public')
      if (!random) throw new Error('no secure random source')
      return key.encrypt(oaepEncode(cek, key.size, { seed: random(seedLength(key.hash)), hash: key.hash }))
    },
    async decryptKey(key, encryptedKey) {
      if (!(key instanceof PrivateRsa)) throw notOurs('private')
      return oaepDecode(key.decrypt(encryptedKey), key.hash)
    },
    encrypt: async (message) => (await aes()).encrypt(message),
    decrypt: async (message) => (await aes()).decrypt(message),
    cbc: {
      encrypt: async (message) => (await aes()).encryptCbc(message),
      decrypt: async (message) => (await aes()).decryptCbc(message),
    },
  }
}

// The tables of AES cost more than a signature. A bundler that makes one file keeps this lazy.
const aes = () => import('./aes.js')

const notOurs = (kind: CipherKey['kind']) => new Error(`not a ${kind} key of this cipher`)

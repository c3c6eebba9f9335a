import { concat } from '@countersign/core/bytes'
import type { Cipher, DecryptInput, EncryptInput } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { checkDecrypt, checkEncrypt } from '../shared/sizes.js'
import { parted } from '../shared/tag.js'
import { openCbc, webcryptoCbc } from './cbc.js'
import { importRaw, own, WebKey } from './keys.js'
import type { NativeKey, Subtle, WebCrypto } from './types.js'
import { wholeMemory } from './whole.js'

/**
 * Opens a GCM message whose IV is not of 96 bits, to its plaintext. Rejects if the tag does not match.
 * @example
 * ```ts
 * import { gcmLongIv } from '@countersign/hosts/webcrypto'
 * const longIv: OpenLongIv = gcmLongIv
 * ```
 */
export type OpenLongIv = (subtle: Subtle, message: DecryptInput) => Promise<Bytes>

/**
 * What a runtime's AES-GCM cannot do by itself.
 * @example
 * ```ts
 * import { gcmLongIv } from '@countersign/hosts/webcrypto'
 * const options: WebCryptoCipherOptions = { longIv: gcmLongIv }
 * ```
 */
export interface WebCryptoCipherOptions {
  /**
   * How IVs of 128 bits are opened. Default: by the runtime's own AES-GCM. A runtime whose AES-GCM takes 96-bit
   * IVs only (k6: any other ends the process) needs `gcmLongIv`.
   */
  readonly longIv?: OpenLongIv
}

/**
 * RSA-OAEP and AES by a runtime's WebCrypto.
 * @example const cipher = webcryptoCipher(crypto)
 */
export function webcryptoCipher(
  crypto: Pick<WebCrypto, 'subtle'>,
  options: WebCryptoCipherOptions = {},
): Cipher {
  const { longIv = openGcm } = options
  const subtle = wholeMemory(crypto.subtle)
  return {
    publicKey: (spki, hash) => new WebKey('public', spki, subtle, hash),
    privateKey: (pkcs8, hash) => new WebKey('private', pkcs8, subtle, hash),
    async encryptKey(key, cek) {
      const imported = await own(key, 'public').imported()
      return new Uint8Array(await subtle.encrypt({ name: 'RSA-OAEP' }, imported, cek))
    },
    async decryptKey(key, encryptedKey) {
      const imported = await own(key, 'private').imported()
      checkWrapped(imported, encryptedKey)
      return new Uint8Array(await subtle.decrypt({ name: 'RSA-OAEP' }, imported, encryptedKey))
    },
    encrypt: (message) => encrypt(subtle, message),
    async decrypt(message) {
      checkDecrypt(message)
      // Awaited here: a promise that becomes another takes k6 longer.
      if (message.encryption === 'A128CBC-HS256') return await openCbc(subtle, message)
      return await (message.iv.length === 12 ? openGcm(subtle, message) : longIv(subtle, message))
    },
    cbc: webcryptoCbc(subtle),
  }
}

/** Runtimes forgive a wrapped key without its leading zero byte; RFC 8017, 7.1.2 step 1b does not. */
function checkWrapped(key: NativeKey, encryptedKey: Bytes): void {
  const { algorithm } = key as { readonly algorithm?: { readonly modulusLength?: number } }
  const bits = algorithm?.modulusLength ?? encryptedKey.length * 8
  if (encryptedKey.length !== Math.ceil(bits / 8)) throw new Error('a wrapped key of the wrong length')
}

async function encrypt(subtle: Subtle, message: EncryptInput) {
  checkEncrypt(message)
  const key = await importRaw(subtle, 'AES-GCM', message.key, 'encrypt')
  return parted(new Uint8Array(await subtle.encrypt(gcm(message), key, message.plaintext)))
}

async function openGcm(subtle: Subtle, message: DecryptInput): Promise<Bytes> {
  const key = await importRaw(subtle, 'AES-GCM', message.key, 'decrypt')
  const sealed = concat(message.ciphertext, message.tag)
  return new Uint8Array(await subtle.decrypt(gcm(message), key, sealed))
}

function gcm({ iv, aad }: Pick<EncryptInput, 'iv' | 'aad'>) {
  return { name: 'AES-GCM', iv, additionalData: aad, tagLength: 128 }
}

import { concat } from '@countersign/core/bytes'
import type { DecryptInput } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { sameTag } from '../shared/tag.js'
import { xor } from '../shared/xor.js'
import { importRaw } from './keys.js'
import type { NativeKey, Subtle } from './types.js'

/**
 * Opens AES-GCM with an IV of 128 bits (NIST SP 800-38D section 7.2) in a runtime whose AES-GCM takes 96-bit IVs
 * only, as k6's does. Every step is native: AES-CTR decrypts, and GHASH is had from AES-GCM under another IV.
 * @returns the plaintext as bytes
 * @throws {Error} if the tag does not match
 * @example
 * ```ts
 * import { webcryptoCipher } from '@countersign/hosts/webcrypto'
 * const cipher = webcryptoCipher(crypto, { longIv: gcmLongIv })
 * ```
 */
export async function gcmLongIv(subtle: Subtle, message: DecryptInput): Promise<Bytes> {
  const { key, iv, ciphertext, aad } = message
  const keys = {
    ctr: await importRaw(subtle, 'AES-CTR', key, 'encrypt'),
    gcm: await importRaw(subtle, 'AES-GCM', key, 'encrypt'),
  }
  // J0 = GHASH(IV ‖ 0⁶⁴ ‖ [len(IV)]₆₄), which is the GHASH of a ciphertext IV without additional data.
  const preCounter = await ghash(subtle, keys, new Uint8Array(0), iv)
  const opened = await counterMode(subtle, keys.ctr, preCounter, concat(ZERO_BLOCK, ciphertext))
  const tag = xor(await ghash(subtle, keys, aad, ciphertext), opened.subarray(0, 16))
  if (!sameTag(tag, message.tag)) throw new Error('the tag does not match')
  return opened.slice(16)
}

interface Keys {
  readonly ctr: NativeKey
  readonly gcm: NativeKey
}

const ZERO_BLOCK = new Uint8Array(16)
const OTHER_IV = new Uint8Array(12)

/**
 * GHASH of additional data, ciphertext and their lengths. AES-GCM under another IV, given the plaintext that becomes
 * this very ciphertext, makes the tag GHASH ⊕ E(J0'); AES-CTR gives E(J0') and that plaintext. Neither leaves here.
 */
async function ghash(subtle: Subtle, { ctr, gcm }: Keys, aad: Bytes, ciphertext: Bytes): Promise<Bytes> {
  const preCounter = concat(OTHER_IV, new Uint8Array([0, 0, 0, 1]))
  const masked = await counterMode(subtle, ctr, preCounter, concat(ZERO_BLOCK, ciphertext))
  const algorithm = { name: 'AES-GCM', iv: OTHER_IV, additionalData: aad, tagLength: 128 }
  const sealed = new Uint8Array(await subtle.encrypt(algorithm, gcm, masked.slice(16)))
  return xor(sealed.subarray(-16), masked.subarray(0, 16))
}

/**
 * GCTR (SP 800-38D section 6.5): only the last 32 bits of the counter count up, and wrap. Runtimes differ in what
 * they do there (k6 carries into the rest), so the text is parted where they wrap.
 */
async function counterMode(subtle: Subtle, key: NativeKey, counter: Bytes, text: Bytes): Promise<Bytes> {
  const view = new DataView(counter.buffer, counter.byteOffset)
  const untilWrap = (2 ** 32 - view.getUint32(12)) * 16
  const first = await counterRun(subtle, key, counter, text.slice(0, untilWrap))
  if (text.length <= untilWrap) return first
  const wrapped = concat(counter.slice(0, 12), new Uint8Array(4))
  return concat(first, await counterRun(subtle, key, wrapped, text.slice(untilWrap)))
}

async function counterRun(subtle: Subtle, key: NativeKey, counter: Bytes, text: Bytes): Promise<Bytes> {
  return new Uint8Array(await subtle.encrypt({ name: 'AES-CTR', counter, length: 32 }, key, text))
}

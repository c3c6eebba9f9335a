import { concat } from '@countersign/core/bytes'
import type { CbcCipher, DecryptInput } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { aadBits, splitKey } from '../shared/cbc-hmac.js'
import { sameTag } from '../shared/tag.js'
import { importRaw } from './keys.js'
import type { Subtle } from './types.js'

/** Opens A128CBC-HS256 (RFC 7518 section 5.2.2.2): the tag first, and only then the ciphertext. */
export async function openCbc(subtle: Subtle, message: DecryptInput): Promise<Bytes> {
  const { iv, ciphertext, aad } = message
  const { mac, aes } = splitKey(message.key)
  const signed = concat(aad, iv, ciphertext, aadBits(aad))
  const hash = { name: 'HMAC', hash: { name: 'SHA-256' } }
  const macKey = (await subtle.importKey('raw', mac, hash, false, ['sign'])) as object
  const tag = new Uint8Array(await subtle.sign({ name: 'HMAC' }, macKey, signed)).subarray(0, 16)
  if (!sameTag(tag, message.tag)) throw new Error('the tag does not match')
  return webcryptoCbc(subtle).decrypt({ key: aes, iv, data: ciphertext })
}

/** AES-CBC with PKCS#7 padding. */
export const webcryptoCbc = (subtle: Subtle): CbcCipher => ({
  async encrypt({ key, iv, data }) {
    const imported = await importRaw(subtle, 'AES-CBC', key, 'encrypt')
    return new Uint8Array(await subtle.encrypt({ name: 'AES-CBC', iv }, imported, data))
  },
  async decrypt({ key, iv, data }) {
    // k6 2.2.0 ends its whole process on what is no row of blocks.
    if (data.length === 0 || data.length % 16 !== 0 || iv.length !== 16) throw new Error('no whole blocks')
    const imported = await importRaw(subtle, 'AES-CBC', key, 'decrypt')
    return new Uint8Array(await subtle.decrypt({ name: 'AES-CBC', iv }, imported, data))
  },
})

import { concat } from '@countersign/core/bytes'
import type { CbcInput, DecryptInput, EncryptInput } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { cbc, gcm } from '@noble/ciphers/aes.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { aadBits, splitKey } from '../shared/cbc-hmac.js'
import { checkDecrypt, checkEncrypt } from '../shared/sizes.js'
import { parted, sameTag } from '../shared/tag.js'

/** AES-256-GCM by noble. */
export function encrypt(message: EncryptInput): { ciphertext: Bytes; tag: Bytes } {
  checkEncrypt(message)
  const { key, iv, plaintext, aad } = message
  return parted(gcm(key, iv, aad).encrypt(plaintext) as Bytes)
}

/** AES-GCM with an IV of 96 or 128 bits, or A128CBC-HS256 (RFC 7518 section 5.2.2.2). */
export function decrypt(message: DecryptInput): Bytes {
  checkDecrypt(message)
  const { key, iv, ciphertext, tag, aad } = message
  if (message.encryption === 'A128CBC-HS256') return openCbc(message)
  return gcm(key, iv, aad).decrypt(concat(ciphertext, tag)) as Bytes
}

/** AES-CBC with PKCS#7 padding. */
export const encryptCbc = ({ key, iv, data }: CbcInput): Bytes => cbc(key, iv).encrypt(data) as Bytes
export const decryptCbc = ({ key, iv, data }: CbcInput): Bytes => cbc(key, iv).decrypt(data) as Bytes

function openCbc({ key, iv, ciphertext, tag, aad }: DecryptInput): Bytes {
  const { mac, aes } = splitKey(key)
  const signed = concat(aad, iv, ciphertext, aadBits(aad))
  const expected = hmac(sha256, mac, signed).subarray(0, 16) as Bytes
  if (!sameTag(expected, tag)) throw new Error('the tag does not match')
  return decryptCbc({ key: aes, iv, data: ciphertext })
}

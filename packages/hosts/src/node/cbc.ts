import {
  type Cipher,
  createCipheriv,
  createDecipheriv,
  createHmac,
  type Decipher,
  timingSafeEqual,
} from 'node:crypto'
import type { CbcCipher, CbcInput, DecryptInput } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { aadBits, splitKey } from '../shared/cbc-hmac.js'
import { checkDecrypt } from '../shared/sizes.js'

/** Opens A128CBC-HS256 (RFC 7518 section 5.2.2.2): the tag first, in constant time, and only then the ciphertext. */
export function openCbc(message: DecryptInput): Bytes {
  checkDecrypt(message)
  const { iv, ciphertext, tag, aad } = message
  const { mac, aes } = splitKey(message.key)
  const hmac = createHmac('sha256', mac)
  for (const part of [aad, iv, ciphertext, aadBits(aad)]) hmac.update(part)
  if (!timingSafeEqual(hmac.digest().subarray(0, 16), tag)) throw new Error('the tag does not match')
  const decipher = createDecipheriv('aes-128-cbc', aes, iv)
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]) as Bytes
}

/** AES-CBC with PKCS#7 padding. */
export const nodeCbc: CbcCipher = {
  encrypt: async (message) => through(createCipheriv(nameFor(message), message.key, message.iv), message),
  decrypt: async (message) => through(createDecipheriv(nameFor(message), message.key, message.iv), message),
}

const nameFor = ({ key }: CbcInput) => `aes-${key.length * 8}-cbc`

const through = (cipher: Cipher | Decipher, { data }: CbcInput) =>
  Buffer.concat([cipher.update(data), cipher.final()]) as Bytes

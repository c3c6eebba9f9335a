import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto'
import type { DecryptInput } from '@countersign/core/host'
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

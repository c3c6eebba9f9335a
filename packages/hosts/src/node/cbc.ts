import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto'
import type { UnsealInput } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { additionalBits, splitKey } from '../shared/cbc-hmac.js'
import { checkUnseal } from '../shared/sizes.js'

/** Opens A128CBC-HS256 (RFC 7518 section 5.2.2.2): the tag first, in constant time, and only then the ciphertext. */
export function openCbc(message: UnsealInput): Bytes {
  checkUnseal(message)
  const { iv, ciphertext, tag, additional } = message
  const { mac, aes } = splitKey(message.key)
  const hmac = createHmac('sha256', mac)
  for (const part of [additional, iv, ciphertext, additionalBits(additional)]) hmac.update(part)
  if (!timingSafeEqual(hmac.digest().subarray(0, 16), tag)) throw new Error('the tag does not match')
  const decipher = createDecipheriv('aes-128-cbc', aes, iv)
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]) as Bytes
}

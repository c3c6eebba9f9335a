import { concat } from '@countersign/core/bytes'
import type { SealInput, UnsealInput } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { cbc, gcm } from '@noble/ciphers/aes.js'
import { additionalBits, splitKey } from '../shared/cbc-hmac.js'
import { checkSeal, checkUnseal } from '../shared/sizes.js'
import { parted, sameTag } from '../shared/tag.js'
import { hmacSha256 } from './sha256.js'

/** AES-256-GCM by noble. */
export function seal(message: SealInput): { ciphertext: Bytes; tag: Bytes } {
  checkSeal(message)
  const { key, iv, plaintext, additional } = message
  return parted(gcm(key, iv, additional).encrypt(plaintext) as Bytes)
}

/** AES-GCM with an IV of 96 or 128 bits, or A128CBC-HS256 (RFC 7518 section 5.2.2.2). */
export function unseal(message: UnsealInput): Bytes {
  checkUnseal(message)
  const { key, iv, ciphertext, tag, additional } = message
  if (message.encryption === 'A128CBC-HS256') return openCbc(message)
  return gcm(key, iv, additional).decrypt(concat(ciphertext, tag)) as Bytes
}

function openCbc({ key, iv, ciphertext, tag, additional }: UnsealInput): Bytes {
  const { mac, aes } = splitKey(key)
  const signed = concat(additional, iv, ciphertext, additionalBits(additional))
  const expected = hmacSha256(mac).update(signed).digest().subarray(0, 16)
  if (!sameTag(expected, tag)) throw new Error('the tag does not match')
  return cbc(aes, iv).decrypt(ciphertext) as Bytes
}

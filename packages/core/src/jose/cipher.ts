import { plainCodec } from '../bytes.js'
import { CountersignError } from '../errors.js'
import type { Cipher, Codec, Host } from '../host.js'
import type { Bytes } from '../message.js'

/** The host's own codec, or the plain one. */
export const codecOf = (host: Host): Codec => host.codec ?? plainCodec

/** @throws {Error} on a part of another length, which the caller turns into its own words */
export function exactly(length: number, bytes: Bytes): Bytes {
  if (bytes.length !== length) throw new Error('a part of the wrong length')
  return bytes
}

/** @throws {CountersignError} `missing-capability` */
export function cipherOf({ cipher, name }: Host): Cipher {
  if (cipher) return cipher
  throw new CountersignError('missing-capability', `${name} has no RSA-OAEP and AES, which encryption needs.`)
}

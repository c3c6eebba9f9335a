import type { ContentEncryption, DecryptInput, EncryptInput } from '@countersign/core/host'

const KEY_BYTES: Readonly<Record<ContentEncryption, number>> = {
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
  'A128CBC-HS256': 32,
}

/**
 * Refuses a message whose parts have other lengths than their encryption says. A tag that is too short would
 * otherwise be a tag that is easy to guess.
 */
export function checkDecrypt({ encryption, key, iv, tag }: DecryptInput): void {
  const long = iv.length === 16
  const ivFits = encryption === 'A128CBC-HS256' ? long : long || iv.length === 12
  check(key.length === KEY_BYTES[encryption] && ivFits && tag.length === 16)
}

/** Refuses a key that is not of 256 bits and an IV that is not of 96. */
export function checkEncrypt({ key, iv }: EncryptInput): void {
  check(key.length === 32 && iv.length === 12)
}

function check(fits: boolean): void {
  if (!fits) throw new Error('a key, IV or tag of the wrong length')
}

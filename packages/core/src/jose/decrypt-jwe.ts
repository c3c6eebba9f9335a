import { CountersignError } from '../errors.js'
import type { CipherKey, ContentEncryption, Host } from '../host.js'
import type { Bytes } from '../message.js'
import { type Waiting, wait } from '../waiting.js'
import { cipherOf, codecOf, exactly } from './cipher.js'
import type { Jwe } from './parse-jwe.js'

const KEY_BYTES: Readonly<Record<ContentEncryption, number>> = {
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
  'A128CBC-HS256': 32,
}

/** Whether a content encryption is one that can be opened. */
export function isKnownEncryption(enc: unknown): enc is ContentEncryption {
  return typeof enc === 'string' && Object.hasOwn(KEY_BYTES, enc)
}

/**
 * Opens a JWE (RFC 7516 section 5.2): RSA-OAEP-256, GCM with an IV of 96 or 128 bits or A128CBC-HS256. All that fails
 * afterwards fails alike, so that nobody learns from it.
 * @returns the plaintext as bytes
 * @throws {CountersignError} `invalid-answer` on a header that cannot be opened, `open-failed`, `missing-capability` on
 * a host without a cipher
 * @example
 * ```ts
 * import { type CipherKey, type Host, parseJwe, promiseOf } from '@countersign/core'
 * async function open(compact: string, key: CipherKey, host: Host) {
 *   const jwe = parseJwe(compact, host)
 *   return jwe && (await promiseOf(decryptJwe(jwe, key, host)))
 * }
 * ```
 */
export function* decryptJwe(jwe: Jwe, key: CipherKey, host: Host): Waiting<Bytes> {
  const encryption = checkedHeader(jwe)
  const cipher = cipherOf(host)
  try {
    const { encryptedKey, iv, ciphertext, tag } = jwe
    const { sync } = cipher
    const unwrapped = yield* wait(
      () => cipher.decryptKey(key, encryptedKey),
      sync && (() => sync.decryptKey(key, encryptedKey)),
    )
    const cek = exactly(KEY_BYTES[encryption], unwrapped)
    checkSizes(encryption, iv, tag)
    const message = {
      encryption,
      key: cek,
      iv,
      ciphertext,
      tag,
      aad: codecOf(host).utf8(jwe.protectedHeader),
    }
    return yield* wait(() => cipher.decrypt(message), sync && (() => sync.decrypt(message)))
  } catch {
    throw new CountersignError(
      'open-failed',
      'The response does not open: it was changed on its way, or encrypted to a key other than the decryption key at hand.',
    )
  }
}

function checkSizes(encryption: ContentEncryption, iv: Bytes, tag: Bytes): void {
  exactly(16, tag)
  const fits = iv.length === 16 || (iv.length === 12 && encryption !== 'A128CBC-HS256')
  if (!fits) throw new Error('an IV of the wrong length')
}

function checkedHeader({ header }: Jwe): ContentEncryption {
  if (header.alg !== 'RSA-OAEP-256') throw unknown('alg', header.alg)
  if (!isKnownEncryption(header.enc)) throw unknown('enc', header.enc)
  if (header.crit !== undefined) throw unknown('crit', header.crit)
  if (header.zip !== undefined) throw unknown('zip', header.zip)
  return header.enc
}

function unknown(parameter: string, value: unknown): CountersignError {
  const text = String(JSON.stringify(value) ?? 'absent')
    .replace(/[^\u0020-\u007e]/g, '�')
    .slice(0, 40)
  return new CountersignError(
    'invalid-answer',
    `The encrypted response says ${parameter}: ${text}, which cannot be opened.`,
  )
}

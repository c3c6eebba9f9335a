import { bytesOf } from '../../bytes.js'
import { base64, fromHex, hex } from '../../encode.js'
import { CountersignError } from '../../errors.js'
import type { Host, OaepHash } from '../../host.js'
import { cipherOf, codecOf } from '../../jose/cipher.js'
import type { Bytes } from '../../message.js'
import { type Waiting, wait } from '../../waiting.js'
import type { Encryption } from './keys.js'

/** What field-level encryption makes of a value, each part in the encoding of the configuration. */
export interface Encrypted {
  readonly value: string
  readonly iv: string
  readonly encryptedKey: string
}

/** SHA-256 or SHA-512 of `SHA-256`, `SHA256`, … */
export const oaepHash = (text: string | undefined): OaepHash =>
  /512/.test(text ?? '') ? 'SHA-512' : 'SHA-256'

/**
 * Encrypts with AES-128-CBC, and the key with RSA-OAEP: a fresh key and IV from the host's secure random source.
 * @throws {CountersignError} `missing-capability`, `seal-failed`
 */
export function* encryptField(
  text: string,
  { config, publicKey }: Encryption,
  host: Host,
): Waiting<Encrypted> {
  const cipher = cipherOf(host)
  const { random } = host
  const { cbc } = cipher
  if (!random || !cbc) throw lacking(host, random ? 'AES-CBC' : 'secure random source')
  const codec = codecOf(host)
  const encode = (bytes: Bytes) => (isHex(config) ? hex : base64)(bytes, codec)
  const rsa = publicKey(oaepHash(config.text('oaepPaddingDigestAlgorithm')))
  try {
    const key = random(16)
    const iv = random(16)
    const data = bytesOf(text, codec)
    const message = { key, iv, data }
    const { sync } = cipher
    const { encryptCbc } = sync ?? {}
    const [encryptedKey, ciphertext] = yield* wait(
      () => Promise.all([cipher.encryptKey(rsa, key), cbc.encrypt(message)]),
      sync && encryptCbc && (() => [sync.encryptKey(rsa, key), encryptCbc(message)] as const),
    )
    return { value: encode(ciphertext), iv: encode(iv), encryptedKey: encode(encryptedKey) }
  } catch {
    throw new CountersignError(
      'seal-failed',
      `The body could not be encrypted in ${host.name}, so nothing is sent.`,
    )
  }
}

/**
 * Decrypts what {@link encryptField} makes; the AES key may have 128, 192 or 256 bits.
 * @param hash as the response says it; that of the configuration otherwise
 * @throws {CountersignError} `missing-capability`, `open-failed`
 */
export function* decryptField(
  { value, iv, encryptedKey }: Encrypted,
  hash: string | undefined,
  { config, privateKey }: Encryption,
  host: Host,
): Waiting<Bytes> {
  const cipher = cipherOf(host)
  const { cbc } = cipher
  if (!cbc || !privateKey) throw lacking(host, 'AES-CBC')
  const codec = codecOf(host)
  const decoded = (part: string) => (isHex(config) ? fromHex(part, codec) : codec.fromBase64(part))
  const rsa = privateKey(oaepHash(hash ?? config.text('oaepPaddingDigestAlgorithm')))
  try {
    const { sync } = cipher
    const { decryptCbc } = sync ?? {}
    const wrapped = decoded(encryptedKey)
    const key = yield* wait(
      () => cipher.decryptKey(rsa, wrapped),
      sync && (() => sync.decryptKey(rsa, wrapped)),
    )
    const message = { key, iv: decoded(iv), data: decoded(value) }
    return yield* wait(() => cbc.decrypt(message), decryptCbc && (() => decryptCbc(message)))
  } catch {
    throw new CountersignError(
      'open-failed',
      'The response does not open: it was changed on its way, or encrypted to a key other than the one in the configuration.',
    )
  }
}

const isHex = (config: Encryption['config']) => config.text('dataEncoding') === 'hex'

const lacking = ({ name }: Host, what: string) =>
  new CountersignError('missing-capability', `${name} has no ${what}, so nothing can be encrypted in it.`)

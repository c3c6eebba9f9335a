import { bytesOf, plainCodec } from '../bytes.js'
import { CountersignError } from '../errors.js'
import type { Cipher, CipherKey, Codec, ContentEncryption, Host } from '../host.js'
import { jsonObject } from '../json.js'
import type { Bytes, Data } from '../message.js'
import { type Waiting, wait } from '../waiting.js'

/**
 * The protected header that is written, in the order of the vendor's table.
 * @example const header: JweHeader = { kid: 'key-1', cty: 'application/json', alg: 'RSA-OAEP-256', enc: 'A256GCM' }
 */
export interface JweHeader {
  readonly kid: string
  readonly cty: string
  readonly alg: 'RSA-OAEP-256'
  readonly enc: 'A256GCM'
}

/**
 * The five parts of a compact JWE (RFC 7516 section 7.1), read but not opened.
 * @example const algorithmOf = ({ header }: Jwe) => header.alg
 */
export interface Jwe {
  /** As it is written: what is authenticated. */
  readonly protectedHeader: string
  readonly header: Readonly<Record<string, unknown>>
  readonly encryptedKey: Bytes
  readonly iv: Bytes
  readonly ciphertext: Bytes
  readonly tag: Bytes
}

/** A protected header as it stands in a JWE, and its bytes, which are authenticated. */
interface WrittenHeader {
  readonly text: string
  readonly bytes: Bytes
  /** What made them: another host's bytes may be of another realm. */
  readonly codec: Codec
}

// All messages to a key have one header, and writing it takes k6 as long as a signature.
const headers = new WeakMap<JweHeader, WrittenHeader>()

function written(header: JweHeader, codec: Codec): WrittenHeader {
  const known = headers.get(header)
  if (known?.codec === codec) return known
  const text = codec.base64url(codec.utf8(JSON.stringify(header)))
  const made = { text, bytes: codec.utf8(text), codec }
  headers.set(header, made)
  return made
}

const codecOf = (host: Host) => host.codec ?? plainCodec
const ascii = (text: string, host: Host) => codecOf(host).utf8(text)

/**
 * Encrypts to a compact JWE with RSA-OAEP-256 and A256GCM: a fresh 256-bit key and 96-bit IV from the host's
 * secure random source (RFC 7516 section 5.1; RFC 7518 sections 4.3 and 5.3).
 * @throws {CountersignError} `missing-capability` without a secure random source or a cipher, `seal-failed`
 * @example
 * ```ts
 * import { type Host, promiseOf, readPublicKey } from '@countersign/core'
 * async function seal(body: string, certificate: string, host: Host) {
 *   const key = host.cipher?.publicKey(readPublicKey(certificate).spki)
 *   const header = { kid: 'key-1', cty: 'application/json', alg: 'RSA-OAEP-256', enc: 'A256GCM' } as const
 *   return key && promiseOf(encryptJwe(body, header, key, host))
 * }
 * ```
 */
export function* encryptJwe(plaintext: Data, header: JweHeader, key: CipherKey, host: Host): Waiting<string> {
  const { cipher, random } = secureParts(host)
  const codec = codecOf(host)
  const encode = codec.base64url
  const { text: protectedHeader, bytes: aad } = written(header, codec)
  try {
    const cek = exactly(32, random(32))
    const iv = exactly(12, random(12))
    const message = {
      key: cek,
      iv,
      plaintext: bytesOf(plaintext, codec),
      aad,
    }
    const { sync } = cipher
    const [encryptedKey, { ciphertext, tag }] = yield* wait(
      () => Promise.all([cipher.encryptKey(key, cek), cipher.encrypt(message)]),
      sync && (() => [sync.encryptKey(key, cek), sync.encrypt(message)] as const),
    )
    const start = `${protectedHeader}.${encode(encryptedKey)}.${encode(iv)}`
    return `${start}.${encode(ciphertext)}.${encode(exactly(16, tag))}`
  } catch {
    // The cause is not repeated: an error of a cipher may hold what it was given.
    throw new CountersignError(
      'seal-failed',
      `The body could not be encrypted in ${host.name}, so nothing is sent.`,
    )
  }
}

function exactly(length: number, bytes: Bytes): Bytes {
  if (bytes.length !== length) throw new Error('a part of the wrong length')
  return bytes
}

function secureParts({ cipher, random, name }: Host): {
  cipher: Cipher
  random: NonNullable<Host['random']>
} {
  if (!random) {
    throw new CountersignError(
      'missing-capability',
      `${name} has no secure random source, so nothing can be encrypted in it.`,
    )
  }
  return { cipher: needCipher(cipher, name), random }
}

function needCipher(cipher: Cipher | undefined, name: string): Cipher {
  if (!cipher)
    throw new CountersignError(
      'missing-capability',
      `${name} has no RSA-OAEP and AES-GCM, which a JWE needs.`,
    )
  return cipher
}

/**
 * Reads a compact JWE, in base64url or, as one vendor really writes it, plain base64; undefined if it is not one.
 * @example
 * ```ts
 * import { nodeHost } from '@countersign/hosts/node'
 * parseJwe('not a JWE', nodeHost()) // undefined
 * ```
 */
export function parseJwe(compact: string, host: Host): Jwe | undefined {
  const codec = codecOf(host)
  const parts = compact.split('.')
  if (parts.length !== 5) return undefined
  try {
    const [header, encryptedKey, iv, ciphertext, tag] = parts.map((part) =>
      codec.fromBase64(part),
    ) as FiveParts
    const json = jsonObject(codec.text(header))
    if (!json) return undefined
    return { protectedHeader: parts[0] ?? '', header: { ...json }, encryptedKey, iv, ciphertext, tag }
  } catch {
    return undefined
  }
}

type FiveParts = [Bytes, Bytes, Bytes, Bytes, Bytes]

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
 * Opens a JWE (RFC 7516 section 5.2). GCM with 96-bit and 128-bit IVs; what fails is not told apart, so that
 * nobody learns from it.
 * @throws {CountersignError} `invalid-answer` on a header that cannot be opened, `open-failed`, `missing-capability`
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
  const cipher = needCipher(host.cipher, host.name)
  try {
    const { encryptedKey, iv, ciphertext, tag } = jwe
    const { sync } = cipher
    const unwrapped = yield* wait(
      () => cipher.decryptKey(key, encryptedKey),
      sync && (() => sync.decryptKey(key, encryptedKey)),
    )
    const cek = exactly(KEY_BYTES[encryption], unwrapped)
    checkSizes(encryption, iv, tag)
    const message = { encryption, key: cek, iv, ciphertext, tag, aad: ascii(jwe.protectedHeader, host) }
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

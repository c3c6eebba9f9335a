import { bytesOf } from '../bytes.js'
import { CountersignError } from '../errors.js'
import type { Cipher, CipherKey, Codec, Host } from '../host.js'
import type { Bytes, Data } from '../message.js'
import { type Waiting, wait } from '../waiting.js'
import { cipherOf, codecOf, exactly } from './cipher.js'

/**
 * The protected header that is written (RFC 7516 section 4.1), in the order of the vendor's table.
 * @example const header: JweHeader = { kid: 'key-1', cty: 'application/json', alg: 'RSA-OAEP-256', enc: 'A256GCM' }
 */
export interface JweHeader {
  /** The id of the recipient's key. */
  readonly kid: string
  /** What the plaintext is: `application/json`. */
  readonly cty: string
  readonly alg: 'RSA-OAEP-256'
  readonly enc: 'A256GCM'
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

/**
 * Encrypts to a compact JWE with RSA-OAEP-256 and A256GCM: a fresh 256-bit key and 96-bit IV from the host's
 * secure random source (RFC 7516 section 5.1; RFC 7518 sections 4.3 and 5.3).
 * @returns the compact form: five parts in base64url, with dots between them
 * @throws {CountersignError} `missing-capability` on a host without a secure random source or a cipher, `seal-failed`
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

function secureParts(host: Host): {
  cipher: Cipher
  random: NonNullable<Host['random']>
} {
  const { random } = host
  if (!random) {
    throw new CountersignError(
      'missing-capability',
      `${host.name} has no secure random source, so nothing can be encrypted in it.`,
    )
  }
  return { cipher: cipherOf(host), random }
}

import type { Host } from '../host.js'
import { jsonObject } from '../json.js'
import type { Bytes } from '../message.js'
import { codecOf } from './cipher.js'

/**
 * The five parts of a compact JWE (RFC 7516 section 7.1), read but not opened.
 * @example const algorithmOf = ({ header }: Jwe) => header.alg
 */
export interface Jwe {
  /** As it is written, in base64url: what is authenticated. */
  readonly protectedHeader: string
  /** The same, decoded. */
  readonly header: Readonly<Record<string, unknown>>
  /** The content encryption key, encrypted to the recipient's key: decoded, as the parts below. */
  readonly encryptedKey: Bytes
  readonly iv: Bytes
  readonly ciphertext: Bytes
  readonly tag: Bytes
}

/**
 * Reads a compact JWE (RFC 7516 section 7.1), in base64url or, as one vendor really writes it, plain base64; undefined
 * if it is not one.
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

import { unknownAlgorithm } from '@countersign/core/algorithms'
import { bytesOf, plainCodec } from '@countersign/core/bytes'
import { CountersignError } from '@countersign/core/errors'
import type { Host, SigningKey } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { type SignatureParts, signatureParts } from '@countersign/core/signatures'
import { secretOf } from '@countersign/core/x509/signing-key'
import { curves } from './curves.js'
import { PrivateRsa } from './rsa.js'
import { encodePkcs1, encodePss } from './rsa-signature.js'

/**
 * What signatures in plain JavaScript need of their tool.
 * @example const options: PortableSignerOptions = { name: 'My tool' }
 */
export interface PortableSignerOptions {
  /** The tool's name in messages. Default `plain JavaScript`. */
  readonly name?: string
  /** So many secure random bytes, for the salt of PSS and for blinding. Without it, PSS is refused. */
  readonly random?: (length: number) => Bytes
}

/**
 * Signatures in plain JavaScript: ECDSA (RFC 6979) and Ed25519 by noble, RSA by BigInt. It does not claim constant
 * time: prefer a native signer wherever there is one.
 * @throws {CountersignError} at once `missing-capability` for a signature that it lacks, `invalid-key` for a key of another
 * kind, when a key is given to it
 * @example
 * ```ts
 * import { readSigningKey } from '@countersign/core'
 * const sign = (pem: string, text: string) => portableSigner()('Ed25519', readSigningKey(pem))(text)
 * ```
 */
export function portableSigner(options: PortableSignerOptions = {}): NonNullable<Host['signer']> {
  const { name: host = 'plain JavaScript', random } = options
  return (name, key) => {
    const parts = signatureParts(name, key, host)
    const sign = parts.kind === 'RSA' ? rsaSigning(parts, key, host, random) : curveSigning(parts, key, host)
    return async (data) => sign(bytesOf(data, plainCodec))
  }
}

type Sign = (data: Bytes) => Bytes

function curveSigning(parts: Exclude<SignatureParts, { kind: 'RSA' }>, key: SigningKey, host: string): Sign {
  const name = parts.kind === 'EC' ? parts.curve : 'Ed25519'
  const sign = curves.get(name) ?? unknownAlgorithm('signature', name, curves.keys(), host)
  const secret = secretOf(key)
  return (data) => sign(data, secret) as Bytes
}

function rsaSigning(
  { hash, saltLength }: Extract<SignatureParts, { kind: 'RSA' }>,
  { pkcs8 }: SigningKey,
  host: string,
  random: PortableSignerOptions['random'],
): Sign {
  const key = new PrivateRsa(pkcs8, random)
  if (saltLength === undefined) return (data) => key.decrypt(encodePkcs1(data, key.size, hash))
  if (!random)
    throw new CountersignError('missing-capability', `${host} has no secure random source, which PSS needs.`)
  return (data) => key.decrypt(encodePss(data, key.size, hash, random(saltLength)))
}

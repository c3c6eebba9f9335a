import { createPublicKey, verify } from 'node:crypto'
import type { Host } from '@countersign/core/host'
import { signatureParts } from '@countersign/core/signatures'
import { optionsFor } from './signer.js'

/**
 * Checks signatures by `node:crypto`. The key is read once.
 * @throws {CountersignError} at once `missing-capability` for a signature that it lacks, `invalid-key` for a key of another
 * kind
 * @example
 * ```ts
 * import { type Bytes, readVerifyingKey } from '@countersign/core'
 * const holds = (pem: string, text: string, signature: Bytes) =>
 *   nodeVerifier('RSA-SHA256', readVerifyingKey(pem))(text, signature)
 * ```
 */
export const nodeVerifier: NonNullable<Host['verifier']> = (name, key) => {
  const parts = signatureParts(name, key, 'Node')
  const native = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' })
  const digest = parts.kind === 'Ed25519' ? null : parts.hash.replace('-', '')
  const options = { key: native, ...optionsFor(parts) }
  return async (data, signature) => verify(digest, Buffer.from(data as string), options, signature)
}

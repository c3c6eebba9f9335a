import { constants, createPrivateKey, createSign, sign } from 'node:crypto'
import type { Host } from '@countersign/core/host'
import type { Data } from '@countersign/core/message'
import { type SignatureParts, signatureParts } from '@countersign/core/signatures'
import { CHUNK, feed } from '../shared/feed.js'

/**
 * Signatures by `node:crypto`. The key is read once.
 * @throws {CountersignError} at once `missing-capability` for a signature that it lacks, `invalid-key` for a key of another
 * kind
 * @example
 * ```ts
 * import { readSigningKey } from '@countersign/core'
 * const sign = (pem: string, text: string) => nodeSigner('RSA-SHA256', readSigningKey(pem))(text)
 * ```
 */
export const nodeSigner: NonNullable<Host['signer']> = (name, key) => {
  const parts = signatureParts(name, key, 'Node')
  const native = createPrivateKey({ key: Buffer.from(key.pkcs8), format: 'der', type: 'pkcs8' })
  const digest = parts.kind === 'Ed25519' ? null : parts.hash.replace('-', '')
  const options = { key: native, ...optionsFor(parts) }
  const once = (data: Data) => sign(digest, Buffer.from(data as string), options)
  if (digest === null) return async (data) => new Uint8Array(once(data))
  // A long text by chunks, since a copy of it as bytes takes as long as its hash.
  const inChunks = (data: Data) => {
    const signing = createSign(digest)
    feed(data, (chunk) => signing.update(chunk))
    return signing.sign(options)
  }
  return async (data) => new Uint8Array(data.length > CHUNK ? inChunks(data) : once(data))
}

export function optionsFor(parts: SignatureParts) {
  if (parts.kind === 'EC') return { dsaEncoding: 'ieee-p1363' } as const
  if (parts.kind === 'RSA' && parts.saltLength !== undefined)
    return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: parts.saltLength }
  return {}
}

import { unknownAlgorithm } from '@countersign/core/algorithms'
import { bytesOf, plainCodec } from '@countersign/core/bytes'
import { CountersignError } from '@countersign/core/errors'
import type { Host, SignatureName, SigningKey } from '@countersign/core/host'
import { type SignatureParts, signatureParts } from '@countersign/core/signatures'
import type { Algorithm, NativeKey, Subtle, WebCrypto } from './types.js'
import { wholeMemory } from './whole.js'

/**
 * What messages call the runtime, and what it lacks.
 * @example const options: WebCryptoSignerOptions = { name: 'My worker', without: ['Ed25519'] }
 */
export interface WebCryptoSignerOptions {
  /** The tool's name in messages. Default `WebCrypto`. */
  readonly name?: string
  /** What this runtime is known to lack, so that it is refused at once. */
  readonly without?: readonly SignatureName[]
}

/**
 * Signatures by a runtime's WebCrypto. The key is imported once, at its first use.
 * @param options what messages call the runtime, and what it lacks
 * @throws {CountersignError} at once `missing-capability` for a signature that it lacks, `invalid-key` for a key of another
 * kind, when a key is given to it; both too at its first use, if the runtime refuses
 * @example
 * ```ts
 * import { readSigningKey } from '@countersign/core'
 * const sign = (pem: string, text: string) => webcryptoSigner(crypto)('RSA-SHA256', readSigningKey(pem))(text)
 * ```
 */
export function webcryptoSigner(
  crypto: Pick<WebCrypto, 'subtle'>,
  { name: host = 'WebCrypto', without = [] }: WebCryptoSignerOptions = {},
): NonNullable<Host['signer']> {
  const subtle = wholeMemory(crypto.subtle)
  return (name, key) => {
    const parts = signatureParts(name, key, host, without)
    let imported: Promise<NativeKey> | undefined
    return async (data) => {
      imported ??= importKey(subtle, parts, key, { name, host, without })
      const bytes = bytesOf(data, plainCodec)
      return new Uint8Array(await subtle.sign(signing(parts), await imported, bytes))
    }
  }
}

async function importKey(
  subtle: Subtle,
  parts: SignatureParts,
  key: SigningKey,
  { name, host, without }: { name: SignatureName; host: string; without: readonly SignatureName[] },
): Promise<NativeKey> {
  try {
    return (await subtle.importKey('pkcs8', key.pkcs8, importing(parts), false, ['sign'])) as NativeKey
  } catch {
    if (parts.kind === 'Ed25519') return unknownAlgorithm('signature', name, others(without), host)
    // The cause is not repeated: it may hold what it was given.
    throw new CountersignError(
      'invalid-key',
      `${host} cannot use the signing key for ${name}. Check the key.`,
    )
  }
}

const others = (without: readonly SignatureName[]) =>
  (['RSA-SHA256', 'RSA-PSS-SHA256', 'ECDSA-P256-SHA256'] as const).filter((name) => !without.includes(name))

export function importing(parts: SignatureParts): Algorithm {
  if (parts.kind === 'Ed25519') return { name: 'Ed25519' }
  if (parts.kind === 'EC') return { name: 'ECDSA', namedCurve: parts.curve }
  return {
    name: parts.saltLength === undefined ? 'RSASSA-PKCS1-v1_5' : 'RSA-PSS',
    hash: { name: parts.hash },
  }
}

export function signing(parts: SignatureParts): Algorithm {
  if (parts.kind === 'Ed25519') return { name: 'Ed25519' }
  if (parts.kind === 'EC') return { name: 'ECDSA', hash: { name: parts.hash } }
  const { saltLength } = parts
  return saltLength === undefined ? { name: 'RSASSA-PKCS1-v1_5' } : { name: 'RSA-PSS', saltLength }
}

import { bytesOf, plainCodec } from '@countersign/core/bytes'
import type { Host } from '@countersign/core/host'
import { signatureParts } from '@countersign/core/signatures'
import { importing, signing, type WebCryptoSignerOptions } from './signer.js'
import type { NativeKey, WebCrypto } from './types.js'
import { wholeMemory } from './whole.js'

/**
 * Checks signatures by a runtime's WebCrypto. The key is imported once, at its first use.
 * @param options what messages call the runtime, and what it lacks
 * @throws {CountersignError} at once `missing-capability` for a signature that it lacks, `invalid-key` for a key of another
 * kind, when a key is given to it
 * @example
 * ```ts
 * import { type Bytes, readVerifyingKey } from '@countersign/core'
 * const holds = (pem: string, text: string, signature: Bytes) =>
 *   webcryptoVerifier(crypto)('RSA-SHA256', readVerifyingKey(pem))(text, signature)
 * ```
 */
export function webcryptoVerifier(
  crypto: Pick<WebCrypto, 'subtle'>,
  { name: host = 'WebCrypto', without = [] }: WebCryptoSignerOptions = {},
): NonNullable<Host['verifier']> {
  const subtle = wholeMemory(crypto.subtle)
  return (name, { kind, curve, spki }) => {
    const parts = signatureParts(name, { kind, ...(curve && { curve }) }, host, without)
    let imported: Promise<unknown> | undefined
    return async (data, signature) => {
      imported ??= subtle.importKey('spki', spki, importing(parts), false, ['verify'])
      const key = (await imported) as NativeKey
      return subtle.verify(signing(parts), key, signature, bytesOf(data, plainCodec))
    }
  }
}

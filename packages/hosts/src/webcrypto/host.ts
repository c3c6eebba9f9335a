import type { Host } from '@countersign/core/host'
import { memoryTokens } from '@countersign/core/tokens'
import { portableDigests } from '../portable/hash.js'
import { type WebCryptoCipherOptions, webcryptoCipher } from './cipher.js'
import { webcryptoNonce, webcryptoRandom } from './random.js'
import { fetchSend } from './send.js'
import { webcryptoSigner } from './signer.js'
import type { WebCrypto } from './types.js'
import { webcryptoVerifier } from './verifier.js'

/**
 * Parts of a host that replace those of {@link webcryptoHost}, and what its AES-GCM cannot do.
 * @example const options: WebCryptoHostOptions = { name: 'My worker' }
 */
export type WebCryptoHostOptions = Partial<Host> & WebCryptoCipherOptions

/**
 * A host for browsers, Deno, Bun and Workers: WebCrypto, `fetch` for token requests, tokens in memory. Hashes are in
 * plain JavaScript, since WebCrypto's have to be awaited.
 * @example
 * ```ts
 * import { createSigner, providers } from '@countersign/core'
 * createSigner({ providers, settings: (name) => process.env[name], host: webcryptoHost(crypto) })
 * ```
 */
export function webcryptoHost(crypto: WebCrypto, { longIv, ...parts }: WebCryptoHostOptions = {}): Host {
  const now = parts.now ?? (() => Date.now() / 1000)
  return {
    name: 'WebCrypto',
    now,
    nonce: webcryptoNonce(crypto),
    ...portableDigests,
    random: webcryptoRandom(crypto),
    cipher: webcryptoCipher(crypto, longIv ? { longIv } : {}),
    signer: webcryptoSigner(crypto, parts.name === undefined ? {} : { name: parts.name }),
    verifier: webcryptoVerifier(crypto, parts.name === undefined ? {} : { name: parts.name }),
    send: fetchSend(),
    tokens: memoryTokens({ now }),
    ...parts,
  }
}

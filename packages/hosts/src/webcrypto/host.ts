import type { Host } from '@countersign/core/host'
import { type WebCryptoCipherOptions, webcryptoCipher } from './cipher.js'
import { webcryptoNonce, webcryptoRandom } from './random.js'
import type { WebCrypto } from './types.js'

/** What WebCrypto cannot lend: its digests and HMACs must be awaited. Whatever else is given replaces WebCrypto's. */
export type OtherParts = Pick<Host, 'name' | 'hash' | 'hmac'> & Partial<Host> & WebCryptoCipherOptions

/** A host over a runtime's WebCrypto, with a synchronous hash and HMAC from elsewhere. */
export function webcryptoHost(crypto: WebCrypto, { longIv, ...parts }: OtherParts): Host {
  return {
    now: () => Date.now() / 1000,
    nonce: webcryptoNonce(crypto),
    random: webcryptoRandom(crypto),
    cipher: webcryptoCipher(crypto, longIv ? { longIv } : {}),
    ...parts,
  }
}

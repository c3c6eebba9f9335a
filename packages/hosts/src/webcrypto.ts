/**
 * What core needs of its tool, by WebCrypto and `fetch`: browsers, Deno, Bun, Workers.
 * @module @countersign/hosts/webcrypto
 */

export { type OpenLongIv, type WebCryptoCipherOptions, webcryptoCipher } from './webcrypto/cipher.js'
export { gcmLongIv } from './webcrypto/gcm-long-iv.js'
export { type WebCryptoHostOptions, webcryptoHost } from './webcrypto/host.js'
export { type RandomSource, webcryptoNonce, webcryptoRandom } from './webcrypto/random.js'
export { type Fetch, fetchSend } from './webcrypto/send.js'
export { type RuntimeFetch, signedFetch } from './webcrypto/signed-fetch.js'
export { type WebCryptoSignerOptions, webcryptoSigner } from './webcrypto/signer.js'
export type { Subtle, WebCrypto } from './webcrypto/types.js'
export { webcryptoVerifier } from './webcrypto/verifier.js'

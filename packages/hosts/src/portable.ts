/**
 * What core needs of its tool, in plain JavaScript, for tools with neither `node:crypto` nor WebCrypto.
 * @module @countersign/hosts/portable
 */

export { type PortableCipherOptions, portableCipher } from './portable/cipher.js'
export { portableDigests } from './portable/hash.js'
export { type Drbg, type DrbgSeed, hmacDrbg } from './portable/hmac-drbg.js'
export { portableHost } from './portable/host.js'
export { type PortableNonceOptions, portableNonce } from './portable/nonce.js'
export { type PortableSignerOptions, portableSigner } from './portable/signer.js'

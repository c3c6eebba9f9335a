import { webcryptoSigner } from '@countersign/hosts/webcrypto'

/** Signatures by k6's WebCrypto, which has no Ed25519. */
export const k6Signer = () => webcryptoSigner(crypto, { name: 'k6', without: ['Ed25519'] })

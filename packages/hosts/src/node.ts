/// <reference types="node" preserve="true" />

export { nodeCipher } from './node/cipher.js'
export { nodeCodec } from './node/codec.js'
export { decoded } from './node/content-encoding.js'
export { nodeDigests } from './node/hash.js'
export { type NodeHostOptions, nodeHost, nodeNow } from './node/host.js'
export { networkReason } from './node/network-reason.js'
export { nodeNonce, nodeRandom } from './node/random.js'
export { type NodeSendOptions, nodeSend } from './node/send.js'
export { nodeSigner } from './node/signer.js'
export { nodeVerifier } from './node/verifier.js'

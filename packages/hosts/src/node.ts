/// <reference types="node" preserve="true" />

/**
 * What core needs of its tool, by Node: `node:crypto`, `node:https`, proxies.
 * @module @countersign/hosts/node
 */

export { nodeCipher } from './node/cipher.js'
export { nodeCodec } from './node/codec.js'
export { decoded } from './node/content-encoding.js'
export { nodeDigests } from './node/hash.js'
export { type NodeHostOptions, nodeHost, nodeNow } from './node/host.js'
export { NetworkError, type NetworkFailure, networkFailure } from './node/network-reason.js'
export { type Env, type HttpProxy, isExempt, proxyFor } from './node/proxy/environment.js'
export { type Connect, type Target, tunnelThrough } from './node/proxy/tunnel.js'
export { nodeNonce, nodeRandom } from './node/random.js'
export { type NodeSendOptions, nodeSend } from './node/send.js'
export { nodeSigner } from './node/signer.js'
export { type Doing, type Stage, tooSlow } from './node/time-limit.js'
export { nodeVerifier } from './node/verifier.js'

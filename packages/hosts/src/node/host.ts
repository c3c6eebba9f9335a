import type { Host } from '@countersign/core/host'
import type { Request, Response } from '@countersign/core/message'
import { memoryTokens, type TokenStore } from '@countersign/core/tokens'
import { nodeCipher } from './cipher.js'
import { nodeCodec } from './codec.js'
import { nodeDigests } from './hash.js'
import { nodeNonce, nodeRandom } from './random.js'
import { nodeSend } from './send.js'
import { nodeSigner } from './signer.js'
import { nodeVerifier } from './verifier.js'

/**
 * What replaces a part of {@link nodeHost}.
 * @example const options: NodeHostOptions = { name: 'My tool', now: () => 1767225600 }
 */
export interface NodeHostOptions {
  /** Its name in messages. Default `Node`. */
  readonly name?: string
  /** The clock, in seconds since 1970. */
  readonly now?: () => number
  /** So many hexadecimal digits, in lower case, that never come again. */
  readonly nonce?: (digits: number) => string
  /** Sends a token request. Default {@link nodeSend} with its defaults. */
  readonly send?: (request: Request) => Promise<Response>
  /** The owner of the tokens. Default a store in memory. */
  readonly tokens?: TokenStore
}

/**
 * Seconds since 1970 by the machine's clock, in steps of a millisecond.
 * @example const timestamp = Math.floor(nodeNow())
 */
export const nodeNow = (): number => Date.now() / 1000

/**
 * A host of `node:crypto` and `node:https`, with everything but `unlock`, which `@countersign/hosts/node/unlock` has.
 * @example
 * ```ts
 * import { createSigner, providers } from '@countersign/core'
 * createSigner({ providers, settings: (name) => process.env[name], host: nodeHost() })
 * ```
 */
export function nodeHost(options: NodeHostOptions = {}): Host {
  const { name = 'Node', now = nodeNow, nonce = nodeNonce, send = nodeSend() } = options
  const { tokens = memoryTokens({ now }) } = options
  return {
    name,
    now,
    nonce,
    ...nodeDigests,
    random: nodeRandom,
    cipher: nodeCipher(),
    signer: nodeSigner,
    verifier: nodeVerifier,
    codec: nodeCodec,
    send,
    tokens,
  }
}

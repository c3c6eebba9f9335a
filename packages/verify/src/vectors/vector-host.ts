import { type Host, memoryTokens, type TokenStore } from '@countersign/core'
import type { Vector } from './vector.js'

/** A host with the vector's clock, nonce and token, which sends nothing. */
export function vectorHost({ now, nonce, token }: Vector, host: Host): Host {
  const { send: _send, sendSync: _sendSync, tokens: _tokens, ...others } = host
  const clock = now === undefined ? host.now : () => now
  return {
    ...others,
    now: clock,
    ...(nonce !== undefined && { nonce: () => nonce }),
    tokens: token === undefined ? memoryTokens({ now: clock }) : holding(token),
  }
}

/** The owner of one token that never ends. */
function holding(token: string): TokenStore {
  const lease = { token, useUntil: Number.POSITIVE_INFINITY }
  return { get: async () => lease, getSync: () => lease, held: () => lease, drop: () => {} }
}

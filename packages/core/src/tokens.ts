import type { Request, Response } from './message.js'
import type { Trace } from './trace.js'
import type { MaybeWaiting } from './waiting.js'

/**
 * A token and when it ends.
 * @example const token: Token = { value: 't', expiresAt: 1767225600 }
 */
export interface Token {
  /** As it stands in `Authorization`, without the scheme: a secret. */
  readonly value: string
  /** Seconds since 1970. */
  readonly expiresAt: number
}

/**
 * A token as its owner hands it out.
 * @example const isUsable = ({ useUntil }: Lease) => useUntil > Date.now() / 1000
 */
export interface Lease {
  /** The token itself: a secret. */
  readonly token: string
  /** Seconds since 1970: nobody sends it past that. */
  readonly useUntil: number
}

/**
 * How a provider's tokens are obtained: what to request, and how to read the response. Sends nothing by itself.
 * @example
 * ```ts
 * const source: TokenSource = {
 *   provider: 'acme', origin: 'https://api.acme.com', key: 'acme client-1', use: 'until-expiry', refreshBefore: 60,
 *   request: () => ({ method: 'POST', url: 'https://api.acme.com/token', headers: [], body: '' }),
 *   read: ({ body }) => ({ value: String(body), expiresAt: Date.now() / 1000 + 300 }),
 * }
 * ```
 */
export interface TokenSource {
  /** Provider id, as in `imburse`. */
  readonly provider: string
  /** Scheme, host and port the token is asked from and used at. */
  readonly origin: string
  /** Tells tokens apart: provider, origin and client, with no secret in it. */
  readonly key: string
  /** `once`: every request needs one of its own, and no store keeps it; `until-expiry`: all share one until its renewal. */
  readonly use: 'once' | 'until-expiry'
  /** Seconds before its end at which a token is renewed. */
  readonly refreshBefore: number
  /** How long a token lasts, for people: `5 minutes, and a new one ends the one before`. */
  readonly life?: string
  /** The word before the token in `Authorization`, as in `DPoP`. Default `Bearer`. */
  readonly scheme?: string
  /** The token request, signed anew at each call. */
  request?(trace?: Trace): Request
  /** The same if it has to wait, for a signature by a private key: in place of `request`. */
  requestAsync?(trace?: Trace): MaybeWaiting<Request>
  /**
   * Reads the response; `again` asks for one more try, with a nonce that the server gave, say.
   * @throws {CountersignError} `token-request-failed` if the endpoint refused, `invalid-token-answer`
   */
  read(response: Response): Token | 'again'
}

/**
 * The one owner of tokens in a tool: at most one `obtain` is under way for a source's key, everyone else waits
 * for it, and a failed one fails its waiters and is forgotten. A source whose use is `once` is obtained each time.
 * @example
 * ```ts
 * import { memoryTokens } from '@countersign/core'
 * const store: TokenStore = memoryTokens({ now: () => Date.now() / 1000 })
 * ```
 */
export interface TokenStore {
  /** The token at hand, or what `obtain` gives. Rejects with what `obtain` rejects with. */
  get(source: TokenSource, obtain: () => Promise<Token>): Promise<Lease>
  /** The same without a promise. It waits for nobody: a token that `get` is waiting for is obtained a second time. */
  getSync?(source: TokenSource, obtain: () => Token): Lease
  /** The token at hand, if it may be used now: nothing has to be waited for then. */
  held?(source: TokenSource): Lease | undefined
  /** Forgets this token, which the provider refused; a newer one stays. */
  drop(source: TokenSource, token: string): void
  /** Tokens that last come from a broker: none of them is requested from the provider here. */
  readonly isBrokered?: boolean
}

/**
 * A store that also serves callers without promises.
 * @example
 * ```ts
 * import { memoryTokens } from '@countersign/core'
 * const store: SyncTokenStore = memoryTokens({ now: () => Date.now() / 1000 })
 * ```
 */
export type SyncTokenStore = TokenStore & Required<Pick<TokenStore, 'getSync' | 'held'>>

/**
 * What a store of tokens needs of its tool: a clock, and a way to wait if tokens are drained.
 * @example const options: TokenStoreOptions = { now: () => Date.now() / 1000 }
 */
export interface TokenStoreOptions {
  /** The clock, in seconds since 1970. */
  readonly now: () => number
  /** Seconds between the last use of a token and its renewal, for requests still on their way. Default 0. */
  readonly drain?: number
  /** Waits so many seconds; needed if `drain` is more than 0. */
  readonly wait?: (seconds: number) => Promise<void>
  /** The same without a promise, for `getSync`. */
  readonly sleep?: (seconds: number) => void
}

/**
 * When a token is to be renewed: `refreshBefore` ahead of its end, but never in the first half of its life, so
 * that a short-lived token is still used. All in seconds, times since 1970.
 * @param refreshBefore as in {@link TokenSource}
 * @example renewalTime({ value: 't', expiresAt: 1000 }, 700, 60) // 940
 */
export function renewalTime(token: Token, obtainedAt: number, refreshBefore: number): number {
  const life = token.expiresAt - obtainedAt
  return token.expiresAt - Math.min(refreshBefore, life / 2)
}

/** A token as a lease until its end, for a holder that keeps none. */
export const leaseOf = (token: Token): Lease => ({ token: token.value, useUntil: token.expiresAt })

interface Entry {
  lease: Lease
  renewAt: number
}

/**
 * A token store in memory. Write nothing of it to a disk. Its lease of a token ends `drain` seconds before the renewal.
 * @example
 * ```ts
 * import { nodeHost, nodeNow } from '@countersign/hosts/node'
 * const host = nodeHost({ tokens: memoryTokens({ now: nodeNow }) })
 * ```
 */
export function memoryTokens(options: TokenStoreOptions): SyncTokenStore {
  const entries = new Map<string, Entry>()
  const pending = new Map<string, Promise<Lease>>()
  const { now, drain = 0, wait, sleep } = options

  /** Seconds for which requests may still carry the old token. */
  function drainTime({ key }: TokenSource): number {
    const old = entries.get(key)
    return old && drain > 0 ? Math.max(0, Math.min(old.renewAt - now(), drain)) : 0
  }

  function keep(source: TokenSource, token: Token, asked: number): Lease {
    const renewAt = renewalTime(token, asked, source.refreshBefore)
    const lease = { token: token.value, useUntil: renewAt - Math.min(drain, (renewAt - asked) / 2) }
    entries.set(source.key, { lease, renewAt })
    return lease
  }

  async function renew(source: TokenSource, obtain: () => Promise<Token>): Promise<Lease> {
    const rest = drainTime(source)
    if (rest > 0) await wait?.(rest)
    const before = entries.get(source.key)
    const asked = now()
    const token = await obtain()
    const since = entries.get(source.key)
    // `getSync` did not wait for this one, and what it obtained is newer.
    return since && since !== before ? since.lease : keep(source, token, asked)
  }

  function held({ key }: TokenSource): Lease | undefined {
    const lease = entries.get(key)?.lease
    return lease && now() < lease.useUntil ? lease : undefined
  }

  return {
    async get(source, obtain) {
      if (source.use === 'once') return leaseOf(await obtain())
      const known = held(source) ?? pending.get(source.key)
      if (known) return known
      const started = renew(source, obtain).finally(() => pending.delete(source.key))
      pending.set(source.key, started)
      return started
    },
    getSync(source, obtain) {
      if (source.use === 'once') return leaseOf(obtain())
      const known = held(source)
      if (known) return known
      const rest = drainTime(source)
      if (rest > 0) sleep?.(rest)
      const asked = now()
      return keep(source, obtain(), asked)
    },
    held: (source) => (source.use === 'once' ? undefined : held(source)),
    drop(source, token) {
      if (entries.get(source.key)?.lease.token === token) entries.delete(source.key)
    },
  }
}

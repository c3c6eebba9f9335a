import type { Request, Response } from './message.js'
import type { Trace } from './trace.js'

/** A bearer token and when it ends, in seconds since 1970. */
export interface Token {
  readonly value: string
  readonly expiresAt: number
}

/** A token as its owner hands it out: nobody sends it past `useUntil` (seconds since 1970). */
export interface Lease {
  readonly token: string
  readonly useUntil: number
}

/** How a provider's tokens are had: what to ask, and how to read the answer. Sends nothing by itself. */
export interface TokenSource {
  /** Provider id, as in `imburse`. */
  readonly provider: string
  /** Scheme, host and port the token is asked from and used at. */
  readonly origin: string
  /** Tells tokens apart: provider, origin and client, with no secret in it. */
  readonly key: string
  /** `once`: every request needs one of its own, and no store keeps it. */
  readonly use: 'once' | 'until-expiry'
  /** Seconds before its end at which a token is renewed. */
  readonly refreshBefore: number
  /** How long a token lasts, for people: `5 minutes, and a new one ends the one before`. */
  readonly life?: string
  /** The token request, signed anew at each call. */
  request(trace?: Trace): Request
  /** Reads the answer. @throws {CountersignError} `token-request-failed`, `invalid-token-answer` */
  read(response: Response): Token
}

/**
 * The one owner of tokens in a tool: at most one `obtain` is under way for a source's key, everyone else waits
 * for it, and a failed one fails its waiters and is forgotten. A source whose use is `once` is obtained each time.
 */
export interface TokenStore {
  get(source: TokenSource, obtain: () => Promise<Token>): Promise<Lease>
  /** Forgets this token, which the provider refused; a newer one stays. */
  drop(source: TokenSource, token: string): void
}

export interface TokenStoreOptions {
  /** Seconds since 1970. */
  readonly now: () => number
  /** Seconds between the last use of a token and its renewal, for requests still on their way. Default 0. */
  readonly drain?: number
  /** Waits so many seconds; needed where `drain` is more than 0. */
  readonly wait?: (seconds: number) => Promise<void>
}

/**
 * When a token is to be renewed: `refreshBefore` ahead of its end, but never in the first half of its life, so
 * that a short-lived token is still used.
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

/** A token store in memory. Write nothing of it to a disk. */
export function memoryTokens(options: TokenStoreOptions): TokenStore {
  const entries = new Map<string, Entry>()
  const pending = new Map<string, Promise<Lease>>()
  const { now, drain = 0, wait } = options

  async function renew(source: TokenSource, obtain: () => Promise<Token>): Promise<Lease> {
    const old = entries.get(source.key)
    const rest = old && drain > 0 ? Math.min(old.renewAt - now(), drain) : 0
    if (rest > 0 && wait) await wait(rest)
    const asked = now()
    const token = await obtain()
    const renewAt = renewalTime(token, asked, source.refreshBefore)
    const lease = { token: token.value, useUntil: renewAt - Math.min(drain, (renewAt - asked) / 2) }
    entries.set(source.key, { lease, renewAt })
    return lease
  }

  return {
    async get(source, obtain) {
      if (source.use === 'once') return leaseOf(await obtain())
      const known = entries.get(source.key)
      if (known && now() < known.lease.useUntil) return known.lease
      const running = pending.get(source.key)
      if (running) return running
      const started = renew(source, obtain).finally(() => pending.delete(source.key))
      pending.set(source.key, started)
      return started
    },
    drop(source, token) {
      if (entries.get(source.key)?.lease.token === token) entries.delete(source.key)
    },
  }
}

import { reasonOf, type TokenSource } from '@countersign/core'
import { NoToken } from './no-token.js'

/** A token request that was refused or failed. */
export interface Refusal {
  readonly provider: string
  readonly origin: string
  /** Without secrets, as core words it. */
  readonly reason: string
  /** Seconds between it and the next try. */
  readonly wait: number
  /** When the next try may be made, in seconds since 1970. */
  readonly until: number
}

/** What was refused, and when it may be tried again. */
export interface Refusals {
  /** @throws {NoToken} with the last reason, if it is too early for another try */
  check(source: TokenSource): void
  note(source: TokenSource, thrown: unknown): Refusal
  forget(source: TokenSource): void
  list(): readonly Refusal[]
}

/** The second try is made at once, the third after a second, and each wait after it is twice as long, up to this. */
const LONGEST = 30

export function createRefusals(now: () => number): Refusals {
  const known = new Map<string, Refusal>()
  return {
    check({ key }) {
      const last = known.get(key)
      const rest = last ? last.until - now() : 0
      if (last && rest > 0) throw new NoToken(502, last.reason, Math.ceil(rest))
    },
    note({ key, provider, origin }, thrown) {
      const wait = nextWait(known.get(key)?.wait)
      const refusal = { provider, origin, reason: reasonOf(thrown), wait, until: now() + wait }
      known.set(key, refusal)
      return refusal
    },
    forget: ({ key }) => void known.delete(key),
    list: () => [...known.values()],
  }
}

const nextWait = (last: number | undefined) =>
  last === undefined ? 0 : Math.min(Math.max(1, last * 2), LONGEST)

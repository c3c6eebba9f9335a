import type { SyncTokenStore, Token, TokenSource } from '@countersign/core/tokens'
import { type Waiting, wait, withoutPromises, withPromises } from '@countersign/core/waiting'
import { now, pause } from './clock.js'

export interface BackoffOptions {
  /** Seconds before the second try; each wait after it is twice as long. */
  readonly first: number
  /** The longest wait, in seconds. */
  readonly most: number
}

/** Waits, longer each time, before something that failed is tried again. */
export interface Backoff {
  /** Waits as long as the failures of a key so far ask for. */
  before(key: string): Waiting<void>
  /** Notes a failure, and returns how many seconds the next try has to wait. */
  failed(key: string): number
  succeeded(key: string): void
}

export function createBackoff({ first, most }: BackoffOptions): Backoff {
  const failures = new Map<string, { readonly wait: number; readonly until: number }>()
  return {
    *before(key) {
      const rest = (failures.get(key)?.until ?? 0) - now()
      if (rest > 0) yield* pause(rest)
    },
    failed(key) {
      const wait = Math.min((failures.get(key)?.wait ?? first / 2) * 2, most)
      failures.set(key, { wait, until: now() + wait })
      return wait
    },
    succeeded: (key) => void failures.delete(key),
  }
}

export const needsPromise = () => new Error('Nothing here needs a promise.')

/** A store that does not ask again at once for a token that was just refused. */
export function patientTokens<Store extends SyncTokenStore>(store: Store): Store {
  const backoff = createBackoff({ first: 1, most: 30 })

  function* patiently({ key }: TokenSource, obtaining: Waiting<Token>): Waiting<Token> {
    yield* backoff.before(key)
    try {
      const token = yield* obtaining
      backoff.succeeded(key)
      return token
    } catch (thrown) {
      backoff.failed(key)
      throw thrown
    }
  }

  const once = (obtain: () => Token) => wait(async () => obtain(), obtain)
  return {
    ...store,
    get: (source, obtain) => store.get(source, () => withPromises(patiently(source, wait(obtain)))),
    getSync: (source, obtain) =>
      store.getSync(source, () => withoutPromises(patiently(source, once(obtain)), needsPromise)),
  }
}

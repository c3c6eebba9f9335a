import { areOfOneClient } from './history.js'
import type { Exchange } from './store/exchange.js'
import type { Store } from './store/store.js'
import type { Explanation } from './traffic.js'

/** So many are looked at again, the newest, and each so often. */
const MOST = 20
const MOST_TRIES = 3

/** Refusals that no search explained: a request that comes later may. */
export class Unexplained {
  readonly #store: Store
  /** By its id, how often it was searched again, and up to which request. */
  readonly #open = new Map<number, { tries: number; upTo: number }>()
  readonly #due = new Set<number>()

  constructor(store: Store) {
    this.#store = store
  }

  /** Notes what a search found. */
  note(id: number, { tried }: Explanation): void {
    if (tried === undefined) this.#open.delete(id)
    else if (!this.#open.has(id)) this.#open.set(id, { tries: 0, upTo: id })
    for (const oldest of this.#open.keys()) if (this.#open.size > MOST) this.#open.delete(oldest)
  }

  /** The refusals to search again, now that a request of the same client is there. */
  explainedBy(exchange: Exchange): number[] {
    return [...this.#open].flatMap(([id, seen]) => {
      const refused = exchange.id > seen.upTo ? this.#store.glance(id) : undefined
      if (!refused || seen.tries >= MOST_TRIES || !areOfOneClient(refused, exchange)) return []
      this.#open.set(id, { tries: seen.tries + 1, upTo: exchange.id })
      this.#due.add(id)
      return [id]
    })
  }

  /** Whether a refusal that has a cause is to be searched again, once. */
  isDue(id: number): boolean {
    return this.#due.delete(id)
  }
}

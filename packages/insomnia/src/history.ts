import type { Signed } from '@countersign/core/signer'
import type { Step } from '@countersign/core/trace'

/** What the hooks last saw of a request. In memory only, with no secret except the token of `signed`. */
export interface HistoryEntry {
  readonly at: Date
  /** The provider's name, or undefined if the request was left alone. */
  readonly provider: string | undefined
  readonly why: string
  readonly settings: readonly SettingState[]
  steps: readonly Step[]
  signed?: Signed
  /** Why it was not sent. */
  refused?: string
  status?: number
  /** Seconds by which this machine's clock is ahead of the response's Date. */
  clockAhead?: number
  /** What was noticed in the response. */
  notes: string[]
}

export interface SettingState {
  readonly name: string
  readonly state: string
}

const KEPT = 50

/** The last requests by their id, the oldest forgotten first. */
export class History {
  readonly #seen = new Map<string, HistoryEntry>()

  keep(id: string, seen: HistoryEntry): void {
    this.#seen.delete(id)
    this.#seen.set(id, seen)
    const [oldest] = this.#seen.keys()
    if (this.#seen.size > KEPT && oldest !== undefined) this.#seen.delete(oldest)
  }

  of(id: string): HistoryEntry | undefined {
    return this.#seen.get(id)
  }
}

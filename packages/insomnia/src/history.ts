import type { Signed } from '@countersign/core/signer'
import type { Step } from '@countersign/core/trace'

/** What the hooks last saw of a request. In memory only; no secret in it but the token of `signed`. */
export interface Seen {
  readonly at: Date
  /** The provider's name, or undefined where the request was left alone. */
  readonly provider: string | undefined
  readonly why: string
  readonly settings: readonly SeenSetting[]
  steps: readonly Step[]
  signed?: Signed
  /** Why it was not sent. */
  refused?: string
  status?: number
  /** Seconds by which this machine's clock is ahead of the answer's Date. */
  clockAhead?: number
  /** What was noticed in the answer. */
  notes: string[]
}

export interface SeenSetting {
  readonly name: string
  readonly state: string
}

const KEPT = 50

/** The last requests by their id, the oldest forgotten first. */
export class Memory {
  readonly #seen = new Map<string, Seen>()

  keep(id: string, seen: Seen): void {
    this.#seen.delete(id)
    this.#seen.set(id, seen)
    const [oldest] = this.#seen.keys()
    if (this.#seen.size > KEPT && oldest !== undefined) this.#seen.delete(oldest)
  }

  of(id: string): Seen | undefined {
    return this.#seen.get(id)
  }
}

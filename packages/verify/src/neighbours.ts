import { asBuffer } from './bytes.js'
import type { Captured } from './capture/captured.js'

// Requests on either side of one whose bodies are tried for it.
const NEARBY = 200

/** The requests of a file that are near one: somebody may have signed the body of another. */
export class Neighbours {
  readonly #captures: readonly Captured[]
  readonly #places: ReadonlyMap<string, number>

  constructor(captures: readonly Captured[]) {
    this.#captures = captures
    this.#places = new Map(captures.map(({ label }, at) => [label, at]))
  }

  /** Of the next requests in the file and of those before, so that time does not grow with the square of the file. */
  bodiesFor({ label }: Captured) {
    const others = this.#nearby(label).filter((one) => one.label !== label && one.request.body.length > 0)
    return others.slice(0, 50).map((one) => ({
      label: one.label,
      body: asBuffer(one.request.body),
    }))
  }

  #nearby(label: string): readonly Captured[] {
    if (this.#captures.length <= 2 * NEARBY) return this.#captures
    const at = this.#places.get(label) ?? 0
    return this.#captures.slice(Math.max(0, at - NEARBY), at + NEARBY)
  }
}

import type { Request } from '@countersign/core'
import { asBuffer } from './bytes.js'
import type { Captured } from './capture/captured.js'

// Requests on either side of one that are tried for it.
const NEARBY = 200
const MOST = 50

/** Another request, of which something may have been signed. */
export interface Neighbour {
  readonly label: string
  readonly request: Request
  readonly body: Buffer
}

/** The requests of a file that are near one, and those around the file: somebody may have signed another. */
export class Neighbours {
  readonly #captures: readonly Captured[]
  readonly #around: readonly Captured[]
  readonly #places: ReadonlyMap<string, number>

  constructor(captures: readonly Captured[], around: readonly Captured[] = []) {
    this.#captures = captures
    this.#around = around
    this.#places = new Map(captures.map(({ label }, at) => [label, at]))
  }

  /** The next requests in the file and those before, so that time does not grow with the square of the file. */
  of({ label }: Captured): readonly Neighbour[] {
    const others = [...this.#nearby(label), ...this.#around].filter((one) => one.label !== label)
    return others
      .slice(0, MOST)
      .map(({ label, request }) => ({ label, request, body: asBuffer(request.body) }))
  }

  #nearby(label: string): readonly Captured[] {
    if (this.#captures.length <= 2 * NEARBY) return this.#captures
    const at = this.#places.get(label) ?? 0
    return this.#captures.slice(Math.max(0, at - NEARBY), at + NEARBY)
  }
}

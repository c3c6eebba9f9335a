import type { Explanation } from '../traffic.js'

/** Of all causes, in bytes, roughly; the oldest are let go, and looked for again if somebody asks. */
const MOST = 16 * 1024 * 1024
const FIXED = 2000

/** Why requests were refused, by their ids. */
export class Causes {
  readonly #found = new Map<number, Explanation>()
  #bytes = 0

  get(id: number): Explanation | undefined {
    return this.#found.get(id)
  }

  set(id: number, cause: Explanation): void {
    this.delete(id)
    this.#found.set(id, cause)
    this.#bytes += sizeOf(cause)
    for (const oldest of this.#found.keys()) {
      if (this.#bytes <= MOST || oldest === id) return
      this.delete(oldest)
    }
  }

  delete(id: number): void {
    const cause = this.#found.get(id)
    if (!cause) return
    this.#found.delete(id)
    this.#bytes -= sizeOf(cause)
  }

  clear(): void {
    this.#found.clear()
    this.#bytes = 0
  }
}

const sizeOf = ({ signed }: Explanation) =>
  FIXED + (signed ? signed.body.byteLength + signed.message.byteLength : 0)

/** A piece of a larger buffer. */
export interface Slice {
  readonly chunk: Buffer
  readonly start: number
  readonly end: number
}

const CHUNK = 1024 * 1024
/** Longer pieces get a buffer of their own. */
const LONG = 64 * 1024

/**
 * Keeps many small pieces outside of the heap: the garbage collector would copy each of them twice. A chunk is freed when
 * nobody holds a piece of it any more; pieces are let go in the order in which they came.
 */
export class Arena {
  #chunk = Buffer.alloc(0)
  #at = 0

  bytes(value: Buffer): Slice {
    const { chunk, start } = this.#room(value.length)
    value.copy(chunk, start)
    return this.#taken(chunk, start, value.length)
  }

  /** In UTF-8. */
  text(value: string): Slice {
    const { chunk, start } = this.#room(value.length * 3)
    return this.#taken(chunk, start, chunk.write(value, start, 'utf8'))
  }

  #room(most: number): { chunk: Buffer; start: number } {
    if (most > LONG) return { chunk: Buffer.allocUnsafeSlow(most), start: 0 }
    if (this.#at + most > this.#chunk.length) {
      this.#chunk = Buffer.allocUnsafeSlow(CHUNK)
      this.#at = 0
    }
    return { chunk: this.#chunk, start: this.#at }
  }

  #taken(chunk: Buffer, start: number, length: number): Slice {
    const end = start + length
    if (chunk === this.#chunk) this.#at = end
    return { chunk, start, end }
  }
}

export const bufferOf = ({ chunk, start, end }: Slice): Buffer => chunk.subarray(start, end)

/** A place on a tape: from the start, which only grows, up to the end. */
export interface Place {
  readonly start: number
  readonly end: number
}

/** Of a number, in bytes. */
const WORD = 4

/**
 * Keeps the latest bytes, up to a total, in one buffer that is written round and round: what is new takes the place of
 * what is oldest. A buffer of each piece would be quicker to write and cost more: the collector counts the memory that
 * buffers hold, and collects everything the more often.
 */
export class Tape {
  readonly #bytes: Buffer
  readonly #words: Int32Array
  #end = 0

  /** `size`: a multiple of four. It is reserved; the system gives memory for what is written. */
  constructor(size: number) {
    this.#bytes = Buffer.alloc(size)
    this.#words = new Int32Array(this.#bytes.buffer)
  }

  /** What starts before this is overwritten. */
  get begin(): number {
    return this.#end - this.#bytes.length
  }

  /** Where the next piece may start. */
  get end(): number {
    return this.#end
  }

  /** Writes a piece. What is longer than the tape is not kept: its place is overwritten at once. */
  bytes(piece: Uint8Array): Place {
    const start = this.#startFor(piece.length)
    if (piece.length <= this.#bytes.length) this.#bytes.set(piece, start % this.#bytes.length)
    this.#end = start + piece.length
    return { start, end: this.#end }
  }

  /** In UTF-8. */
  text(piece: string): Place {
    const at = this.#end % this.#bytes.length
    if (piece.length * 3 > this.#bytes.length - at) return this.bytes(Buffer.from(piece))
    const start = this.#end
    this.#end += this.#bytes.write(piece, at, 'utf8')
    return { start, end: this.#end }
  }

  /** Whole numbers of 32 bits: so many, each by its place among them. */
  numbers(count: number, numberAt: (n: number) => number): Place {
    this.#end = Math.ceil(this.#end / WORD) * WORD
    const start = this.#startFor(count * WORD)
    const first = (start % this.#bytes.length) / WORD
    for (let n = 0; n < count; n++) this.#words[first + n] = numberAt(n)
    this.#end = start + count * WORD
    return { start, end: this.#end }
  }

  readNumbers({ start, end }: Place): number[] {
    const word = (start % this.#bytes.length) / WORD
    return [...this.#words.subarray(word, word + (end - start) / WORD)]
  }

  has({ start }: Place): boolean {
    return start >= this.begin
  }

  /** The bytes as they are now: they may be overwritten when the next piece is written. */
  view({ start, end }: Place): Buffer {
    const at = start % this.#bytes.length
    return this.#bytes.subarray(at, at + end - start)
  }

  /** The bytes, to keep. */
  read(place: Place): Buffer {
    return Buffer.from(this.view(place))
  }

  /** A piece lies in one part: what does not fit before the end of the buffer starts at its beginning. */
  #startFor(length: number): number {
    const size = this.#bytes.length
    const left = size - (this.#end % size)
    return length > left ? this.#end + left : this.#end
  }
}

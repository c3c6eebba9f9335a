import type { Place } from './tape.js'

/** The numbers that are kept of a request. A place takes two. */
const FIELD = {
  id: 0,
  version: 1,
  at: 2,
  respondedAt: 3,
  bodyLength: 4,
  status: 5,
  /** Bits, see `STATE`. */
  state: 6,
  numbers: 7,
  texts: 9,
  body: 11,
  opened: 13,
  response: 15,
} as const
const FIELDS = 17

type Numbers = 'version' | 'at' | 'respondedAt' | 'bodyLength' | 'status'
type Places = 'numbers' | 'texts' | 'body' | 'opened' | 'response'

export const STATE = { judged: 1, accepted: 2, token: 4, opened: 8 } as const

/**
 * The numbers of the latest requests, by their ids. They are not an object for each: objects that live for a while are
 * copied twice by the collector, and that for every request which is served.
 */
export class Slots {
  readonly size: number
  readonly #numbers: Float64Array

  constructor(size: number) {
    this.size = size
    this.#numbers = new Float64Array(size * FIELDS)
  }

  /** Takes the slot of a new request. @returns the id that was in it; 0 if none was */
  take(id: number): number {
    const first = this.#first(id)
    const before = this.#numbers[first] as number
    this.#numbers.fill(0, first, first + FIELDS)
    this.#numbers[first] = id
    return before
  }

  has(id: number): boolean {
    return this.#numbers[this.#first(id)] === id
  }

  get(id: number, field: Numbers): number {
    return this.#numbers[this.#first(id) + FIELD[field]] as number
  }

  set(id: number, field: Numbers, value: number): void {
    this.#numbers[this.#first(id) + FIELD[field]] = value
  }

  is(id: number, bit: number): boolean {
    return ((this.#numbers[this.#first(id) + FIELD.state] as number) & bit) !== 0
  }

  mark(id: number, bits: number): void {
    const at = this.#first(id) + FIELD.state
    this.#numbers[at] = (this.#numbers[at] as number) | bits
  }

  place(id: number, field: Places): Place {
    const at = this.#first(id) + FIELD[field]
    return { start: this.#numbers[at] as number, end: this.#numbers[at + 1] as number }
  }

  setPlace(id: number, field: Places, { start, end }: Place): void {
    const at = this.#first(id) + FIELD[field]
    this.#numbers[at] = start
    this.#numbers[at + 1] = end
  }

  #first(id: number): number {
    return (id % this.size) * FIELDS
  }
}

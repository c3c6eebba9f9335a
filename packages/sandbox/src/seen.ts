/** Remembers values for as long as they can be valid, and no longer: two generations, swapped by the clock. */
export class Seen {
  #current = new Set<string>()
  #before = new Set<string>()
  #turned: number
  readonly #seconds: number
  readonly #clock: () => number
  readonly #most: number

  /** `seconds`: how long at least. `most`: how many in a generation, the older given up first. */
  constructor(seconds: number, clock: () => number, most = 1_000_000) {
    this.#seconds = seconds
    this.#clock = clock
    this.#most = most
    this.#turned = clock()
  }

  /** Whether the value is new; remembers it. */
  isNew(value: string): boolean {
    this.#turn()
    if (this.#current.has(value) || this.#before.has(value)) return false
    this.#current.add(value)
    return true
  }

  get size(): number {
    return this.#current.size + this.#before.size
  }

  #turn(): void {
    const age = this.#clock() - this.#turned
    if (age < this.#seconds && this.#current.size < this.#most) return
    this.#before = age < 2 * this.#seconds ? this.#current : new Set()
    this.#current = new Set()
    this.#turned = this.#clock()
  }
}

/** Remembers nonces, salts and IVs until each can no longer be valid. */
export class ReplayGuard {
  readonly #values = new Set<string>()
  /** By the second at which they are forgotten. */
  readonly #ends = new Map<number, string[]>()
  readonly #clock: () => number
  readonly #most: number
  #swept = Number.NaN

  /** `clock`: seconds. `most`: how many at a time; beyond that the oldest are forgotten. */
  constructor(clock: () => number, most = Number.POSITIVE_INFINITY) {
    this.#clock = clock
    this.#most = most
  }

  /** Whether the value is new; remembers it until that second. */
  isNew(value: string, until: number): boolean {
    this.#sweep()
    if (this.#values.has(value)) return false
    if (this.#values.size >= this.#most) this.#dropOldest()
    this.#remember(flat(value), Math.ceil(until))
    return true
  }

  get size(): number {
    this.#sweep()
    return this.#values.size
  }

  #remember(value: string, end: number): void {
    const others = this.#ends.get(end)
    if (others) others.push(value)
    else this.#ends.set(end, [value])
    this.#values.add(value)
  }

  /** Once a second: a few hundred to a few thousand entries to look at. */
  #sweep(): void {
    const now = Math.floor(this.#clock())
    if (now === this.#swept) return
    this.#swept = now
    for (const [end, values] of this.#ends) if (end <= now) this.#forget(end, values)
  }

  #forget(end: number, values: readonly string[]): void {
    for (const value of values) this.#values.delete(value)
    this.#ends.delete(end)
  }

  /** Half of those that end first, so that the cost is spread. */
  #dropOldest(): void {
    const [first] = this.#ends
    if (!first) return
    const [end, values] = first
    const older = values.splice(0, Math.ceil(values.length / 2))
    for (const value of older) this.#values.delete(value)
    if (values.length === 0) this.#ends.delete(end)
  }
}

/** A part of a string keeps the whole of it in memory (the header it was cut from); a copy does not. */
const flat = (value: string) => Buffer.from(value, 'latin1').toString('latin1')

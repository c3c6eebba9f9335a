/** How much may be tried for one file, so that verifying takes bounded time whatever the file holds. */
export class Budget {
  #ways: number
  #bytes: number

  constructor(ways = 400_000, bytes = 3e9) {
    this.#ways = ways
    this.#bytes = bytes
  }

  /** Takes one way over so many bytes; one that costs more counts as several. @returns whether there was enough left */
  spend(bytes: number, ways = 1): boolean {
    this.#ways -= ways
    this.#bytes -= bytes
    return this.#ways >= 0 && this.#bytes >= 0
  }

  get isSpent(): boolean {
    return this.#ways <= 0 || this.#bytes <= 0
  }

  /** At most so many ways of this budget. */
  share(ways: number): Share {
    return new Share(this, ways)
  }
}

export class Share {
  readonly #whole: Budget
  #ways: number
  /** It ran out before everything was tried. */
  spent: boolean
  tried = 0

  constructor(whole: Budget, ways: number) {
    this.#whole = whole
    this.#ways = ways
    this.spent = whole.isSpent || ways <= 0
  }

  spend(bytes: number, ways = 1): boolean {
    const left = this.#ways
    this.#ways -= ways
    if (left > 0 && this.#whole.spend(bytes, ways)) {
      this.tried++
      return true
    }
    this.spent = true
    return false
  }
}

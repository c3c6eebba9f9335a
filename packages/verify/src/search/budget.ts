/** How much may be tried for one file, so that verifying takes bounded time whatever the file holds. */
export class Budget {
  #ways: number
  #bytes: number

  constructor(ways = 1_000_000, bytes = 4e9) {
    this.#ways = ways
    this.#bytes = bytes
  }

  /** Takes one way over so many bytes. @returns whether there was enough left */
  spend(bytes: number): boolean {
    this.#ways--
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

  spend(bytes: number): boolean {
    if (this.#ways-- > 0 && this.#whole.spend(bytes)) {
      this.tried++
      return true
    }
    this.spent = true
    return false
  }
}

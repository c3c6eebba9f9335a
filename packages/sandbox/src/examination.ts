/**
 * One value of a scheme, by the vendor's name for it.
 * @example const differs = ({ computed, sent }: Step) => sent !== undefined && computed !== sent
 */
export interface Step {
  readonly name: string
  /** What the vendor computes. */
  readonly computed?: string | undefined
  /** In words, if more than one value is allowed: `later than 1700000000`. */
  readonly allowed?: string | undefined
  /** What came in the request. */
  readonly sent?: string | undefined
}

/** What a verifier tells about one request while it looks at it; none if nobody listens. */
export class Examination {
  /** The names of the checks that the request passed, in order. */
  readonly passed: string[] = []
  readonly steps: Step[] = []
  /** The decrypted body, if it was encrypted. */
  opened: Buffer | undefined
  /** Its token had ended when it was issued, since that was requested. */
  endedToken = false

  /** A value that the vendor computes, if it does, and what came. */
  step(name: string, computed: string | undefined, sent?: string): void {
    this.steps.push({ name, computed, allowed: undefined, sent })
  }

  /** A value of which more than one is allowed: those, in words, and what came. */
  allowed(name: string, allowed: string, sent?: string): void {
    this.steps.push({ name, computed: undefined, allowed, sent })
  }
}

/** What can be told. */
export interface Examined {
  readonly examination?: Examination | undefined
}

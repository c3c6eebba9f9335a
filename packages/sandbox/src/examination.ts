/** One value of a scheme, by the vendor's name for it: what the vendor computes, and what came in the request. */
export interface Step {
  readonly name: string
  readonly computed?: string
  readonly sent?: string
}

/** What a verifier tells about one request while it looks at it; none if nobody listens. */
export class Examination {
  /** The names of the checks that the request passed, in order. */
  readonly passed: string[] = []
  readonly steps: Step[] = []
  /** The decrypted body, if it was encrypted. */
  opened: Buffer | undefined

  step(name: string, computed: string | undefined, sent?: string): void {
    this.steps.push({
      name,
      ...(computed !== undefined && { computed }),
      ...(sent !== undefined && { sent }),
    })
  }
}

/** What can be told. */
export interface Examined {
  readonly examination?: Examination | undefined
}

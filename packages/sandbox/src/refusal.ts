/** What a vendor would say no to: the first check that failed, what it expected, what it got. Never a secret. */
export interface Failure {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly check: string
  readonly expected: string
  readonly got: string
}

/** Thrown by a verifier; becomes the answer's status and its `{"error": …}`. */
export class Refusal extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/** A check of a status: `const check = checks(401, 'unauthorized')`, then `check(condition, 'nonce', …)`. */
export function checks(status: number, code: string) {
  return (holds: boolean, check: string, message: string, expected: string, got: string): void => {
    if (!holds) throw new Refusal({ status, code, message, check, expected, got: got.slice(0, 300) })
  }
}

/** What stands in a message for a secret or a token. */
export const hidden = (value: string | undefined) =>
  value === undefined || value === '' ? 'nothing' : `a value of ${value.length} characters`

import type { Examined } from './examination.js'

/** Why a vendor would refuse: the first check that failed, what it expected, what it got. Never a secret. */
export interface Failure {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly check: string
  readonly expected: string
  readonly got: string
  /** Headers of the response. */
  readonly headers?: Readonly<Record<string, string>>
  /** The response in place of the failure. */
  readonly body?: object | string
}

/** Thrown by a verifier; becomes the response's status and its `{"error": …}`. */
export class Refusal extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

export interface Finding {
  readonly expected: string
  /** Described in words if it may be a secret: people put values in the wrong places. */
  readonly got: string
}

/**
 * A check of a status: `const check = checks(401, 'unauthorized')`, then `check(request, holds, 'nonce', …)`. The
 * request reports that the check passed.
 */
export function checks(status: number, code: string) {
  const refuse = refusals(status, code)
  return (request: Examined, holds: boolean, check: string, message: string, finding: Finding): void => {
    if (!holds) refuse(check, message, finding)
    request.examination?.passed.push(check)
  }
}

/** Refuses, when the caller already knows that the check failed. */
export function refusals(status: number, code: string) {
  return (check: string, message: string, { expected, got }: Finding): never => {
    throw new Refusal({ status, code, message, check, expected, got: got.slice(0, 300) })
  }
}

/** Stands in a message for a secret, a token, or what may be one. */
export const hidden = (value: string) => (value === '' ? 'nothing' : `a value of ${value.length} characters`)

/** One letter as it may be printed: what is not printable ASCII as `\\xff`. */
export const letter = (text = '') =>
  /^[\x20-\x7e]$/.test(text) ? text : `\\x${text.charCodeAt(0).toString(16).padStart(2, '0')}`

/** An identifier as it is, if it looks like one; anything else in its place may be a secret. */
export const identifier = (value: string) =>
  /^([A-Za-z]{1,8}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value : hidden(value)

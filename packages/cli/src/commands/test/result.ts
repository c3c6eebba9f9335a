import { CountersignError } from '@countersign/core'
import type { Checked, Vector } from '@countersign/verify/vectors'
import type { Used } from '../../use/used.js'

/** A vector of a provider. */
export interface Case {
  readonly used: Used
  readonly vector: Vector
  /** Its place among the vectors of its provider, from 1. */
  readonly number: number
}

/** What became of a vector on a host: compared, in error, or not possible there. */
export type Verdict =
  | Checked
  | { readonly held: false; readonly error: string }
  | { readonly skipped: string }

/** All vectors on one host. */
export interface HostVerdicts {
  readonly host: string
  /** One for each case; the reason if the host was left out. */
  readonly verdicts: readonly Verdict[] | { readonly skipped: string }
}

/** What an error means: a host that lacks an algorithm is no fault of the provider. */
export function verdictOf(thrown: unknown): Verdict {
  const { code, message } = thrown as Partial<CountersignError>
  return code === 'missing-capability'
    ? { skipped: String(message) }
    : { held: false, error: errorText(thrown) }
}

/** The message of an error that is thrown on purpose; with its kind, if the language itself throws it. */
function errorText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  return isOnPurpose(thrown) ? thrown.message : `${thrown.name}: ${thrown.message}`
}

export const isOnPurpose = (thrown: unknown): boolean =>
  !(thrown instanceof Error) || thrown.name === 'Error' || thrown instanceof CountersignError

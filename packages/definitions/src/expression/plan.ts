import type { HashName, SignatureName } from '@countersign/core'

/**
 * A compiled expression before it is made: a part of the runtime by its name, with what it is given. It is made into a
 * closure here, or printed as the code of a bundle; both are the same parts.
 */
export interface Plan {
  readonly part: string
  /** Absent if the part is used as it is. */
  readonly given?: readonly Given[]
}

export type Given =
  | Plan
  | string
  | number
  | readonly Plan[]
  | Readonly<Record<string, HashName | SignatureName>>

export const plan = (part: string, ...given: readonly Given[]): Plan => ({ part, given })

/** A part of the runtime that is used as it is: `body`. */
export const bare = (part: string): Plan => ({ part })

export const isPlan = (given: unknown): given is Plan =>
  typeof (given as { part?: unknown }).part === 'string'

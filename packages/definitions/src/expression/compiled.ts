import type { Plan } from './plan.js'
import type { Type } from './types.js'

/** What is known of an expression before any request. */
export interface Compiled {
  readonly plan: Plan
  readonly type: Type
  /** Values of the request that it needs, also by way of steps: `body`, `header`. */
  readonly values: ReadonlySet<string>
  readonly settings: ReadonlySet<string>
  /** The steps that it names. */
  readonly steps: ReadonlySet<string>
  /** Secret settings, or the token, that its value shows. */
  readonly reveals: ReadonlySet<string>
  /** Steps and secret settings that are a key in it. */
  readonly keys: ReadonlySet<string>
  readonly algorithms: ReadonlySet<string>
  /** Settings that are a private key in it. */
  readonly signingKeys: ReadonlySet<string>
  /** It has to be waited for: a signature by a private key. */
  readonly waits: boolean
  /** It is the same for each request. */
  readonly constant: boolean
}

const NONE: ReadonlySet<string> = new Set()

export const plainly = (plan: Plan, type: Type, more: Partial<Compiled> = {}): Compiled => ({
  plan,
  type,
  values: NONE,
  settings: NONE,
  steps: NONE,
  reveals: NONE,
  keys: NONE,
  algorithms: NONE,
  signingKeys: NONE,
  waits: false,
  constant: false,
  ...more,
})

type Names = 'values' | 'settings' | 'steps' | 'keys' | 'algorithms' | 'signingKeys' | 'reveals'

export const union = (all: readonly Compiled[], what: Names): ReadonlySet<string> =>
  new Set(all.flatMap((one) => [...one[what]]))

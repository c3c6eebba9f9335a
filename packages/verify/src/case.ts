import type { AnyProvider, Call, Decider, Values } from '@countersign/core'
import type { Captured, Clock } from './capture/captured.js'
import type { Held } from './held.js'
import type { History } from './history.js'
import type { BodySource } from './search/bodies.js'
import type { Share } from './search/budget.js'
import type { KeySource } from './search/keys.js'
import type { SignedInput } from './search/search.js'

/** One request, with all it takes to verify it. */
export interface Case {
  readonly captured: Captured
  readonly provider: AnyProvider
  readonly decider: Decider
  readonly held: Held
  readonly call: Call<unknown>
  readonly values: Values
  readonly clocks: readonly Clock[]
  readonly history: History
  /** Other values that a setting has in sources that do not apply. */
  readonly otherValues: (setting: string) => KeySource['others']
  readonly bodies: Pick<BodySource, 'others' | 'variable'>
  readonly share: Share
  /** Hears what was signed instead of what was sent. */
  readonly noteSigned?: ((label: string, signed: SignedInput) => void) | undefined
}

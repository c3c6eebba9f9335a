import type { Setting } from '@countersign/core'
import type { Part } from './parts.js'
import type { Sent } from './sent.js'
import type { Step } from './steps.js'
import type { TokenParts } from './token.js'

/** What was read of a definition. */
export interface All {
  readonly settings: readonly Setting[]
  readonly steps: readonly Step[]
  readonly sent: Sent
  readonly token?: TokenParts
  /** The names of the steps that what is sent needs, and those that the request for a token needs. */
  readonly forSend: ReadonlySet<string>
  readonly forToken: ReadonlySet<string>
  /** What is sent, what is sent for a token, and all steps. */
  readonly parts: readonly Part[]
}

import type { Request } from '@countersign/core'
import type { Part } from './input.js'
import type { Mistake } from './mistake.js'

/** A string to sign, in pieces. */
export interface StringToSign extends Mistake {
  readonly message: readonly Buffer[]
}

export interface StringSource {
  readonly parts: readonly Part[]
  readonly delimiter: string
  /** What the request claims under the parts' names. */
  readonly claimed: Readonly<Record<string, string>>
  readonly body: Buffer
  /** The part that is the SHA-256 of the body in base64, and empty if there is none. */
  readonly bodyHash?: string
  /** The parts that are hashes. */
  readonly hashes?: ReadonlySet<string>
  /** The request, and another whose body it is. */
  readonly requests: readonly Pick<Request, 'method' | 'url'>[]
}

/** Other values of a part, each with the mistake. */
export type Forms = Iterable<readonly [value: Buffer, when: string, advice: string]>

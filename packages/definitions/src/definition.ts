import type { Vector } from '@countersign/verify/vectors'
import type { Plan } from './expression/plan.js'
import type { Spec } from './runtime/spec.js'

/** A definition that was read and found to be right. */
export interface Definition {
  /** As it was given to the reader. */
  readonly file: string
  readonly id: string
  readonly name: string
  /** What a request from outside must bring, in place of what is sent. */
  readonly isWebhook: boolean
  /** It has to be waited for: a token, or a signature by a private key. */
  readonly waits: boolean
  /** It signs with a private key. */
  readonly signs: boolean
  /** What it is made into; absent if it names a scheme in code. */
  readonly spec?: Spec<Plan>
  readonly scheme?: SchemeSpec
  readonly vectors: readonly Vector[]
  /** Why a signed request cannot be read backwards, with the step that is the reason. */
  readonly notes: readonly string[]
}

/** A scheme in code, by its name, with its options. */
export interface SchemeSpec {
  readonly name: string
  readonly line: number
  /** What every definition says of its API. */
  readonly about: Readonly<Record<string, unknown>>
  readonly options: Readonly<Record<string, unknown>>
}

import type { AnyProvider } from '@countersign/core'
import type { Vector } from '@countersign/verify/vectors'

/** A provider of somebody's own, from a file. */
export interface Used {
  readonly provider: AnyProvider
  /** The vectors of its file that are its own. */
  readonly vectors: readonly Vector[]
  /** The path as it was given. */
  readonly file: string
  /** Its place in the list that the file exports; undefined if the file exports one provider. */
  readonly at?: number
  /** The definition that it was made of, if the file is not code. */
  readonly definition?: Defined
}

/** What else is known of a provider that a definition makes. */
export interface Defined {
  /** Undefined if it names a scheme in code, which nothing but that code can read. */
  readonly text: string | undefined
  /** Its module, for a bundle. */
  readonly module: string
  /** Why a signed request cannot be read backwards. */
  readonly notes: readonly string[]
  /** It tells how requests from outside are signed. */
  readonly isWebhook: boolean
}

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
}

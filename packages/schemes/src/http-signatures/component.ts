import type { Header, Url } from '@countersign/core'
import type { Parameters } from './structured-fields.js'

/** A component that a signature covers: its name and parameters, and both as the signature base has them. */
export interface Component {
  readonly name: string
  readonly parameters: Parameters
  readonly id: string
}

/** What a signature is made over: of a request where it goes, of a response its status. */
export interface Message {
  readonly headers: readonly Header[]
  /** Headers that are added, each in place of all of its name. */
  readonly added?: readonly Header[]
  readonly method?: string
  readonly url?: Url
  readonly status?: number
}

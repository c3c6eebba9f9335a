import type { JsonObject } from '../../json.js'
import type { Signed } from '../standard.js'
import type { Problems } from '../words.js'
import type { Recipient } from './encryption-keys.js'

/** An encrypted value where the configuration puts it, and what reads its parts. */
export interface Sealed {
  /** The element, as problems name it. */
  readonly name: string
  readonly value: string
  /** A member beside the value by its name, or a header. */
  readonly part: (
    setting: string,
  ) => { readonly name: string; readonly value: string | undefined } | undefined
}

/** What an encrypted value is held against. */
export interface Context {
  readonly signed: Signed
  readonly encryption: JsonObject
  readonly recipient: Recipient
  readonly problems: Problems
}

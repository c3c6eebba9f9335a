import type { Example, Written as Places } from '@countersign/core'
import type { SentText } from './sent.js'
import type { readSettings } from './settings.js'
import { numberOf } from './text.js'
import type { TokenText } from './token.js'
import type { VectorText } from './vectors.js'

/** A definition as its file has it, once the schema holds. */
export interface Written {
  readonly id: string
  readonly name?: string
  readonly docs?: string | readonly string[]
  readonly hosts?: readonly string[]
  readonly paths?: readonly string[]
  readonly baseUrl?: string
  readonly settings?: Parameters<typeof readSettings>[1]
  readonly steps?: Readonly<Record<string, string>>
  readonly send?: SentText
  readonly webhook?: SentText
  readonly token?: TokenText
  readonly scheme?: string
  readonly 'scheme-options'?: Readonly<Record<string, unknown>>
  readonly secret?: readonly string[]
  readonly maxAge?: unknown
  readonly maxAhead?: unknown
  readonly examples?: readonly Example[]
  readonly vectors?: readonly VectorText[]
}

/** How old a request may be, and how far ahead, in seconds. */
export const windowOf = ({ maxAge, maxAhead }: Written): Pick<Places, 'maxAge' | 'maxAhead'> => ({
  ...(maxAge !== undefined && { maxAge: numberOf(maxAge) }),
  ...(maxAhead !== undefined && { maxAhead: numberOf(maxAhead) }),
})

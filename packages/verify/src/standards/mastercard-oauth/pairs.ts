import { decode, encode } from '../text.js'
import type { Pair } from './base-string.js'

export const each = (change: (value: string) => string) => (pairs: readonly Pair[]) =>
  pairs.map(([name, value]): Pair => [change(name), change(value)])

export const decoded = each((value) => decode(value, true))
export const encoded = each(encode)
/** What the values of the header stand for: a plus is a plus there. */
export const values = each((value) => decode(value))
export const recoded = (pairs: readonly Pair[]) => encoded(decoded(pairs))

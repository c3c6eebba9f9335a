import type { AnyProvider } from '@countersign/core/provider'
import { imburseReader } from './read/imburse.js'
import { inqudReader } from './read/inqud.js'
import { mastercardReader } from './read/mastercard.js'
import { sendpaymentsReader } from './read/sendpayments.js'
import type { AnyReader } from './reading.js'

/** The readers of Countersign's own providers; a test compares them with core's list. */
export const readers: readonly AnyReader[] = [
  imburseReader,
  inqudReader,
  sendpaymentsReader,
  mastercardReader,
]

/** The reader of a provider among `all`. */
export function readerOf(provider: Pick<AnyProvider, 'id'>, all = readers): AnyReader | undefined {
  return all.find((one) => one.provider === provider.id)
}

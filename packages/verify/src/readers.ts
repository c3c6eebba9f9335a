import type { AnyProvider, Call } from '@countersign/core/provider'
import { providers } from '@countersign/core/providers/index'
import { imburseReader } from './read/imburse.js'
import { inqudReader } from './read/inqud.js'
import { mastercardReader } from './read/mastercard.js'
import { sendpaymentsReader } from './read/sendpayments.js'
import type { AnyReader } from './reading.js'
import { writtenChecks } from './resign/said.js'
import { standardOf } from './standards/index.js'

const ours: readonly AnyProvider[] = providers

/** The readers of Countersign's own providers; a test compares them with core's list. */
export const readers: readonly AnyReader[] = [
  imburseReader,
  inqudReader,
  sendpaymentsReader,
  mastercardReader,
]

/** The reader of a provider among `all`. One of somebody's own that has the id of one of ours has none. */
export function readerOf(provider: AnyProvider, all = readers): AnyReader | undefined {
  if (all === readers && !ours.includes(provider)) return undefined
  return all.find((one) => one.provider === provider.id)
}

/** What the vendor will check of a request, in its order, for people: by its reader, its standard, or by what the provider writes. */
export function vendorChecks(provider: AnyProvider, call: Call<unknown>): readonly string[] {
  const checks = readerOf(provider)?.vendorChecks(call) ?? standardOf(provider)?.checks?.(provider)
  return checks ?? writtenChecks(provider)
}

import { type AnyProvider, settingName, type Values } from '@countersign/core'
import { asBuffer } from './bytes.js'
import type { Captured } from './capture/captured.js'
import { described, fingerprint } from './described.js'
import type { HmacReading } from './reading.js'
import { shownBetween } from './search/arrangements.js'

interface Unexplained {
  readonly provider: AnyProvider
  readonly captured: Captured
  readonly values: Values
}

/** Of a request: what its signature covers, and what was drawn for it. */
interface About {
  readonly coversUrl?: boolean
  readonly isKeyRight?: boolean
  readonly isExchange?: boolean
  /** Where the time of the request is, and its nonce: what may have been made twice. */
  readonly drawn: readonly string[]
}

/** What to look at if nothing that was tried explains a signature: the likely causes in order. */
export function likelyCauses(
  { reading }: { readonly reading: Pick<HmacReading, 'key' | 'parts' | 'delimiter'> },
  { provider, captured, values }: Unexplained,
  { coversUrl = false, isKeyRight = false, isExchange = false, drawn }: About,
): { likely: string[] } {
  const name = settingName(provider.id, reading.key)
  const bytes = asBuffer(captured.request.body)
  const size = `here it has ${bytes.length} bytes, SHA-256 ${fingerprint(bytes)}`
  // The line end of a PEM's file is no part of the key.
  const value = values[reading.key] ?? ''
  const key = described(value.startsWith('-----') ? value.trimEnd() : value)
  return {
    likely: [
      ...(isKeyRight
        ? []
        : [`another ${name}, or that of another environment: the one used here has ${key}`]),
      ...(bytes.length > 0
        ? [`a body that a tool changed after it was signed, or that is not here as it was sent: ${size}`]
        : [isExchange ? OF_THE_NEXT : 'a body that is missing here: it is empty']),
      ...(drawn.length > 0
        ? [`the ${drawn.join(' or the ')} made twice: one was signed, and another sent`]
        : []),
      ...(coversUrl ? ['a path or query that was changed after it was signed'] : []),
      `${isKeyRight ? '' : `a key derived from ${name}, or `}another string to sign than ${reading.parts.join(shownBetween(reading.delimiter))}`,
    ],
  }
}

const OF_THE_NEXT =
  'the body of the request that the token is for, signed in place of that of the exchange, which is empty'

import { type AnyProvider, settingName, shown, type Values } from '@countersign/core'
import { asBuffer } from './bytes.js'
import type { Captured } from './capture/captured.js'
import { described, fingerprint, shownMethod } from './described.js'
import type { HmacReading } from './reading.js'

interface Unexplained {
  readonly provider: AnyProvider
  readonly captured: Captured
  readonly values: Values
}

/** What to look at if nothing that was tried explains a signature: the likely causes in order, and the next command. */
export function likelyCauses(
  { reading }: { readonly reading: Pick<HmacReading, 'key' | 'parts' | 'delimiter'> },
  { provider, captured, values }: Unexplained,
): { likely: string[]; next: string } {
  const name = settingName(provider.id, reading.key)
  const { method, url, body } = captured.request
  const bytes = asBuffer(body)
  const size =
    bytes.length === 0
      ? 'it is empty here'
      : `here it has ${bytes.length} bytes, SHA-256 ${fingerprint(bytes)}`
  const key = described(values[reading.key] ?? '')
  return {
    likely: [
      `another ${name}, or that of another environment: the one used here has ${key}`,
      `a body that a tool changed after it was signed, or that the file does not hold as sent: ${size}`,
      `a key derived from ${name}, or another string to sign than ${reading.parts.join(reading.delimiter || ' and ')}`,
    ],
    next: `compare each step with: countersign explain ${shownMethod(method)} ${shown(url)}${bytes.length > 0 ? ' --body-file FILE' : ''} --nonce ${nonceName(provider)}`,
  }
}

const nonceName = ({ nonce }: AnyProvider) => (nonce?.called ?? 'nonce').toUpperCase()

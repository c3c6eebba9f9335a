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
  { coversUrl = false, isKeyRight = false, isExchange = false } = {},
): { likely: string[]; next: string } {
  const name = settingName(provider.id, reading.key)
  const { method, url, body } = captured.request
  const bytes = asBuffer(body)
  const size = `here it has ${bytes.length} bytes, SHA-256 ${fingerprint(bytes)}`
  const key = described(values[reading.key] ?? '')
  return {
    likely: [
      ...(isKeyRight
        ? []
        : [`another ${name}, or that of another environment: the one used here has ${key}`]),
      ...(bytes.length > 0
        ? [`a body that a tool changed after it was signed, or that is not here as it was sent: ${size}`]
        : [isExchange ? OF_THE_NEXT : 'a body that is missing here: it is empty']),
      ...(provider.nonce
        ? [`the ${provider.nonce.called} made twice: one was signed, and another sent`]
        : []),
      ...(coversUrl ? ['a path or query that was changed after it was signed'] : []),
      `${isKeyRight ? '' : `a key derived from ${name}, or `}another string to sign than ${reading.parts.join(reading.delimiter || ' and ')}`,
    ],
    next: nextCommand(`${shownMethod(method)} ${target(url)}`, bytes.length > 0, provider),
  }
}

const OF_THE_NEXT =
  'the body of the request that the token is for, signed in place of that of the exchange, which is empty'

/** What the words in capitals stand for is said, since nobody can copy them. */
function nextCommand(request: string, hasBody: boolean, { nonce }: AnyProvider): string {
  const words = [
    ...(hasBody ? [['--body-file', 'FILE', 'a file with the body']] : []),
    ...(nonce ? [['--nonce', nonce.called.toUpperCase(), `the ${nonce.called} that was sent`]] : []),
    ['--at', 'SECONDS', 'when it was signed, in seconds since 1970'],
  ]
  const options = words.map(([option, word]) => `${option} ${word}`).join(' ')
  const meanings = words.map(([, word, meaning]) => `${word} is ${meaning}`).join(', ')
  return `compare each step with: countersign explain ${request} ${options}, and the --use and --dotenv of this run; ${meanings}`
}

/** A query may hold a secret, so it is not shown; what is signed needs it all the same. */
const target = (url: string) => (url.includes('?') ? `'${shown(url)}?QUERY'` : shown(url))

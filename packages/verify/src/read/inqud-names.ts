import type { Settings } from '@countersign/core/providers/inqud/index'
import { headerHolding } from '../misnamed.js'
import type { ReadCall } from '../reading.js'

/** The headers that Inqud reads. */
const READ = ['x-token-api-id', 'x-token-api-secret', 'x-salt', 'x-hmac-sha256-signature']
/** Pairs of headers that are tried. */
const MOST = 100

/** The header that holds a value under a name that Inqud does not read. */
export const otherHolding = ({ request }: ReadCall<Settings>, value: string): string | undefined =>
  value === '' ? undefined : headerHolding(request.headers, (one) => one === value, READ)

/** The names under which salt and signature were sent, if they are right and their names are not the vendor's. */
export function misnamedHmac(
  call: ReadCall<Settings>,
  sent: { readonly salt: string; readonly signature: string },
): { salt?: string | undefined; signature?: string | undefined } {
  if (sent.salt !== '' && sent.signature !== '') return {}
  const others = call.request.headers
    .map(([, value]) => value.trim())
    .filter((value) => /^[0-9a-f]{64}$/i.test(value))
  const salts = sent.salt === '' ? others : [sent.salt]
  const signatures = sent.signature === '' ? others : [sent.signature]
  const pairs = salts.flatMap((salt) => signatures.map((signature) => ({ salt, signature }))).slice(0, MOST)
  const right = pairs.find(({ salt, signature }) => signature === hmacOf(call, salt))
  return right ? { salt: otherHolding(call, right.salt), signature: otherHolding(call, right.signature) } : {}
}

const hmacOf = ({ host, settings, request }: ReadCall<Settings>, salt: string): string =>
  host.hmac('SHA-256', settings.tokenSecret, [request.body, salt], 'hex')

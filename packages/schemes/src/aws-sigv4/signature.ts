import { type Bytes, type Call, headerValue } from '@countersign/core'
import type { SignedHeaders } from './canonical.js'
import type { Ready, Time } from './ready.js'
import type { Target } from './target.js'

export const ALGORITHM = 'AWS4-HMAC-SHA256'
export const UNSIGNED = 'UNSIGNED-PAYLOAD'

export function payloadHash({ request, settings: { isUnsigned }, host }: Call<Ready>): string {
  if (isUnsigned) return UNSIGNED
  const given = headerValue(request.headers, 'X-Amz-Content-Sha256')
  // UNSIGNED-PAYLOAD or a kind of streaming; a hash is made anew, since the body may have changed.
  if (given !== undefined && /^(UNSIGNED|STREAMING)-/.test(given)) return given
  return host.hash('SHA-256', request.body, 'hex')
}

/** What is signed. */
interface Parts {
  readonly time: Time
  readonly signed: SignedHeaders
  readonly target: Target
  readonly payload: string
}

export function signatureOf(call: Call<Ready>, { time, signed, target, payload }: Parts): string {
  const { request, host, trace } = call
  const { dateTime, scope } = time
  const canonicalRequest = `${request.method.toUpperCase()}\n${target.uri}\n${target.query}\n${signed.text}\n${signed.names}\n${payload}`
  const hashed = host.hash('SHA-256', canonicalRequest, 'hex')
  const stringToSign = `${ALGORITHM}\n${dateTime}\n${scope}\n${hashed}`
  const signature = host.hmac('SHA-256', signingKey(call, time.date), stringToSign, 'hex')
  if (trace) {
    trace('canonicalRequest', canonicalRequest)
    trace('credentialScope', scope)
    trace('stringToSign', stringToSign)
    trace('signature', signature)
  }
  return signature
}

/** The key derived for a day, region and service; made once a day. */
function signingKey({ settings, host }: Call<Ready>, date: string): Bytes {
  const { derived, secretAccessKey, region, service } = settings
  if (derived.date === date) return derived.key
  const hmac = (key: Bytes | string, text: string) => host.hmacBytes('SHA-256', key, text)
  const dateKey = hmac(`AWS4${secretAccessKey}`, date)
  derived.key = hmac(hmac(hmac(dateKey, region), service), 'aws4_request')
  derived.date = date
  return derived.key
}

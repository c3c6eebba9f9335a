import type { Host } from '../../host.js'
import type { Bytes, Data, Header } from '../../message.js'
import { keyFacts } from '../../steps/key.js'
import type { Trace } from '../../trace.js'

/** A timestamp older than this is refused, in seconds. */
export const MAX_AGE = 300

export interface HmacKey {
  readonly publicKey: string
  /** The base64-decoded private key. */
  readonly key: Bytes
}

/**
 * The HMAC token of one request: `Authorization: Hmac publicKey:nonce:timestamp:signature`, where the signature
 * is the HMAC-SHA-256 of `publicKey:nonce:timestamp:bodyHash` in base64.
 * @see https://github.com/Imburse-Payments/hmac-examples
 */
export function hmacToken(body: Data, { publicKey, key }: HmacKey, host: Host, trace?: Trace): Header {
  const bodyHash = body.length === 0 ? '' : host.hash('SHA-256', [body], 'base64')
  const nonce = host.nonce(32)
  const timestamp = Math.floor(host.now())
  const stringToSign = `${publicKey}:${nonce}:${timestamp}:${bodyHash}`
  const signature = host.hmac('SHA-256', key, [stringToSign], 'base64')
  if (trace) {
    trace('bodyHash', bodyHash)
    trace('nonce', nonce)
    trace('timestamp', timestamp)
    trace('maxAge', MAX_AGE)
    trace('publicKey', publicKey)
    trace('stringToSign', stringToSign)
    trace('privateKey', keyFacts(key, host))
    trace('signature', signature)
  }
  return ['Authorization', `Hmac ${publicKey}:${nonce}:${timestamp}:${signature}`]
}

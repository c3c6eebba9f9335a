import type { Host } from '../../host.js'
import type { Bytes, Data } from '../../message.js'
import { describeKey } from '../../steps/key.js'
import type { Trace } from '../../trace.js'

/** A timestamp older than this is refused, in seconds. */
export const MAX_AGE = 300

/** The page is silent on clocks that run ahead; this many seconds are forgiven. */
export const MAX_AHEAD = 30

export interface HmacKey {
  readonly publicKey: string
  /** The base64-decoded private key. */
  readonly key: Bytes
}

/** base64(SHA-256(body)), or the empty string for an empty body. */
const bodyHash = (body: Data, host: Host): string =>
  body.length === 0 ? '' : host.hash('SHA-256', body, 'base64')

/** `publicKey:nonce:timestamp:bodyHash` */
const stringToSign = (publicKey: string, nonce: string, timestamp: number, hash: string): string =>
  `${publicKey}:${nonce}:${timestamp}:${hash}`

/** base64(HMAC-SHA-256(privateKey, stringToSign)) */
const signature = (key: Bytes, text: string, host: Host): string => host.hmac('SHA-256', key, text, 'base64')

/**
 * The HMAC token of one request, as `Authorization` holds it: `Hmac publicKey:nonce:timestamp:signature`.
 * @see https://github.com/Imburse-Payments/hmac-examples
 */
export function hmacToken(body: Data, { publicKey, key }: HmacKey, host: Host, trace?: Trace): string {
  const hash = bodyHash(body, host)
  const nonce = host.nonce(32)
  const timestamp = Math.floor(host.now())
  const text = stringToSign(publicKey, nonce, timestamp, hash)
  const signed = signature(key, text, host)
  if (trace) {
    trace('bodyHash', hash)
    trace('nonce', nonce)
    trace('timestamp', timestamp)
    trace('maxAge', MAX_AGE)
    trace('publicKey', publicKey)
    trace('stringToSign', text)
    trace('privateKey', describeKey(key, host))
    trace('signature', signed)
  }
  return `Hmac ${publicKey}:${nonce}:${timestamp}:${signed}`
}

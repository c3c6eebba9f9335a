import { createHash, createHmac } from 'node:crypto'
import { clockHint } from '../clock-hint.js'
import { header, type Incoming } from '../incoming.js'
import { checks, hidden, identifier, letter } from '../refusal.js'
import type { ReplayGuard } from '../replay-guard.js'
import { timingSafeEqual } from '../timing-safe-equal.js'
import type { Times } from '../verifier.js'

/** A client's keys. */
export interface ImburseCredentials {
  readonly publicKey: string
  /** In base64. */
  readonly privateKey: string
  readonly accountId: string
  readonly tenantId: string
}

interface HmacToken {
  readonly scheme: string
  readonly publicKey: string
  readonly nonce: string
  readonly timestamp: string
  readonly signature: string
}

const check = checks(401, 'unauthorized')
const method = checks(405, 'method_not_allowed')

/**
 * Verifies `Authorization: Hmac publicKey:nonce:timestamp:signature`, in the order of the vendor's page. Accepts
 * as well what the vendor's published examples send, and returns notes about what is fragile in that.
 *
 * @throws {Refusal}
 */
export function verifyHmac(
  request: Incoming,
  credentials: ImburseCredentials,
  times: Times,
  nonces: ReplayGuard,
): string[] {
  method(request, request.method === 'POST', 'method', 'A token is requested with POST.', {
    expected: 'POST',
    got: request.method,
  })
  const token = hmacToken(request)
  verifyParts(request, token, credentials)
  verifyTimestamp(request, token, times)
  verifySignature(request, token, credentials)
  // Last, so that a request which failed has not used up its nonce. The timestamp ends its validity.
  const isNew = nonces.isNew(token.nonce, Number(token.timestamp) + times.maxAge + 1)
  check(request, isNew, 'nonceUnused', 'The nonce was used before.', {
    expected: 'a new nonce',
    got: token.nonce,
  })
  return notesOn(token)
}

/** The vendor's Postman, browser and JMeter examples: seconds with a fraction, and the same text as the nonce. */
const isClockNonce = ({ nonce, timestamp }: HmacToken) =>
  nonce === timestamp && /^\d{1,15}(\.\d{1,9})?$/.test(timestamp)

function notesOn(token: HmacToken): string[] {
  const notes: string[] = []
  // RFC 9110, section 11.1: a scheme is case-insensitive. The vendor's C# example writes it in lower case.
  if (token.scheme !== 'Hmac')
    notes.push(
      `The scheme is written "${token.scheme}", as in the vendor's C# example; its page writes "Hmac".`,
    )
  if (isClockNonce(token))
    notes.push(
      `The nonce is the timestamp, as in the vendor's scripts: two requests within one ${
        token.timestamp.includes('.') ? 'millisecond' : 'second'
      } share a nonce, and the second is refused. Use a random nonce, and whole seconds as the timestamp.`,
    )
  return notes
}

function hmacToken(request: Incoming): HmacToken {
  const authorization = header(request, 'authorization')
  const [, scheme = '', token = ''] = /^(Hmac|Bearer|Basic|Digest) (.*)$/i.exec(authorization) ?? []
  check(
    request,
    scheme.toLowerCase() === 'hmac',
    'authorizationScheme',
    'The exchange expects an HMAC token.',
    {
      expected: 'Authorization: Hmac …',
      got:
        scheme || (authorization === '' ? 'no Authorization header' : `no scheme: ${hidden(authorization)}`),
    },
  )
  const parts = token.split(':')
  const isToken = parts.length === 4 && !/\s/.test(token)
  check(request, isToken, 'hmacForm', 'The HMAC token does not have four parts.', {
    expected: 'publicKey:nonce:timestamp:signature',
    got: `${parts.length} parts, ${/\s/.test(token) ? 'white space' : 'no white space'}`,
  })
  const [publicKey = '', nonce = '', timestamp = '', signature = ''] = parts
  return { scheme, publicKey, nonce, timestamp, signature }
}

function verifyParts(request: Incoming, token: HmacToken, credentials: ImburseCredentials): void {
  const { publicKey, nonce } = token
  request.examination?.step('publicKey', credentials.publicKey, publicKey)
  check(
    request,
    timingSafeEqual(publicKey, credentials.publicKey),
    'publicKey',
    'The public key is unknown.',
    {
      expected: credentials.publicKey,
      got: identifier(publicKey),
    },
  )
  request.examination?.step('nonce', undefined, nonce)
  if (isClockNonce(token)) return
  const odd = nonce.search(/[^0-9A-Za-z]/)
  check(request, odd === -1 && nonce !== '', 'nonce', 'The nonce is not alphanumeric.', {
    expected: 'letters and digits',
    got: nonce === '' ? 'nothing' : `"${letter(nonce[odd])}" at position ${odd + 1}`,
  })
}

function verifyTimestamp(request: Incoming, token: HmacToken, { clock, maxAge, skew }: Times): void {
  const { timestamp } = token
  const now = Math.floor(clock())
  request.examination?.allowed('timestamp', `from ${now - maxAge} to ${now + skew}`, timestamp)
  const isSeconds = /^\d+$/.test(timestamp) || isClockNonce(token)
  check(request, isSeconds, 'timestamp', 'The timestamp is not whole seconds.', {
    expected: 'whole seconds since 1970',
    got: /^[\d.eE+-]{1,24}$/.test(timestamp) ? timestamp : hidden(timestamp),
  })
  const age = now - Math.floor(Number(timestamp))
  const got = `${timestamp}, which is ${Math.abs(age)} s ${age < 0 ? 'in the future' : 'old'}${clockHint(age, timestamp)}`
  const old = { expected: `at most ${maxAge} s old`, got }
  check(request, age <= maxAge, 'timestampAge', 'The timestamp is too old.', old)
  const ahead = { expected: `at most ${skew} s in the future`, got }
  check(request, age >= -skew, 'timestampFuture', 'The timestamp is in the future.', ahead)
}

function verifySignature(request: Incoming, token: HmacToken, { privateKey }: ImburseCredentials): void {
  const { body, examination } = request
  const { publicKey, nonce, timestamp, signature } = token
  const bodyHash = body.length === 0 ? '' : createHash('sha256').update(body).digest('base64')
  const stringToSign = `${publicKey}:${nonce}:${timestamp}:${bodyHash}`
  const key = Buffer.from(privateKey, 'base64')
  const expected = createHmac('sha256', key).update(stringToSign).digest('base64')
  examination?.step('bodyHash', bodyHash)
  examination?.step('stringToSign', stringToSign)
  examination?.step('signature', expected, signature)
  check(request, timingSafeEqual(signature, expected), 'signature', 'The signature does not match.', {
    expected: `base64 of HMAC-SHA-256, by the base64-decoded private key, over "${stringToSign}"`,
    got: signature === privateKey ? hidden(signature) : signature,
  })
}

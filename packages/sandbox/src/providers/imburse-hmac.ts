import { createHash, createHmac } from 'node:crypto'
import { same } from '../compare.js'
import { header, type Incoming } from '../incoming.js'
import { checks, hidden, identifier } from '../refusal.js'
import type { Seen } from '../replay-guard.js'
import type { Times } from '../verifier.js'
import type { ImburseCredentials } from './imburse.js'

interface HmacToken {
  readonly publicKey: string
  readonly nonce: string
  readonly timestamp: string
  readonly signature: string
}

const check = checks(401, 'unauthorized')
const method = checks(405, 'method_not_allowed')

/** `Authorization: Hmac publicKey:nonce:timestamp:signature`, in the order of the vendor's page. @throws {Refusal} */
export function verifyHmac(
  request: Incoming,
  credentials: ImburseCredentials,
  times: Times,
  nonces: Seen,
): void {
  method(request.method === 'POST', 'method', 'A token is asked for with POST.', {
    expected: 'POST',
    got: request.method,
  })
  const token = hmacToken(request)
  verifyParts(token, credentials)
  verifyTimestamp(token.timestamp, times)
  verifySignature(token, request.body, credentials)
  // Last, so that a request which failed has not used up its nonce. The timestamp ends its validity.
  const isNew = nonces.isNew(token.nonce, Number(token.timestamp) + times.maxAge + 1)
  check(isNew, 'nonceUnused', 'The nonce was used before.', { expected: 'a new nonce', got: token.nonce })
}

function hmacToken(request: Incoming): HmacToken {
  const authorization = header(request, 'authorization')
  const [, scheme = '', token = ''] = /^(Hmac|Bearer|Basic|Digest) (.*)$/.exec(authorization) ?? []
  check(scheme === 'Hmac', 'authorizationScheme', 'The exchange takes an HMAC token.', {
    expected: 'Authorization: Hmac …',
    got: scheme || (authorization === '' ? 'no Authorization header' : `no scheme: ${hidden(authorization)}`),
  })
  const parts = token.split(':')
  check(parts.length === 4 && !/\s/.test(token), 'hmacForm', 'The HMAC token does not have four parts.', {
    expected: 'publicKey:nonce:timestamp:signature',
    got: `${parts.length} parts, ${/\s/.test(token) ? 'white space' : 'no white space'}`,
  })
  const [publicKey = '', nonce = '', timestamp = '', signature = ''] = parts
  return { publicKey, nonce, timestamp, signature }
}

function verifyParts({ publicKey, nonce }: HmacToken, credentials: ImburseCredentials): void {
  check(same(publicKey, credentials.publicKey), 'publicKey', 'The public key is not known.', {
    expected: credentials.publicKey,
    got: identifier(publicKey),
  })
  const odd = nonce.search(/[^0-9A-Za-z]/)
  check(odd === -1 && nonce !== '', 'nonce', 'The nonce is not alphanumeric.', {
    expected: 'letters and digits',
    got: nonce === '' ? 'nothing' : `"${nonce[odd]}" at position ${odd + 1}`,
  })
}

function verifyTimestamp(timestamp: string, { clock, maxAge, skew }: Times): void {
  check(/^\d+$/.test(timestamp), 'timestamp', 'The timestamp is not whole seconds.', {
    expected: 'whole seconds since 1970',
    got: /^[\d.eE+-]{1,24}$/.test(timestamp) ? timestamp : hidden(timestamp),
  })
  const age = Math.floor(clock()) - Number(timestamp)
  const got = `${timestamp}, which is ${Math.abs(age)} s ${age < 0 ? 'ahead' : 'old'}`
  const old = { expected: `at most ${maxAge} s old`, got }
  check(age <= maxAge, 'timestampAge', 'The timestamp is too old.', old)
  const ahead = { expected: `at most ${skew} s ahead`, got }
  check(age >= -skew, 'timestampFuture', 'The timestamp is in the future.', ahead)
}

function verifySignature(token: HmacToken, body: Buffer, { privateKey }: ImburseCredentials): void {
  const { publicKey, nonce, timestamp, signature } = token
  const bodyHash = body.length === 0 ? '' : createHash('sha256').update(body).digest('base64')
  const stringToSign = `${publicKey}:${nonce}:${timestamp}:${bodyHash}`
  const key = Buffer.from(privateKey, 'base64')
  const due = createHmac('sha256', key).update(stringToSign).digest('base64')
  check(same(signature, due), 'signature', 'The signature does not match.', {
    expected: `base64 of HMAC-SHA-256, by the base64-decoded private key, over "${stringToSign}"`,
    got: signature === privateKey ? hidden(signature) : signature,
  })
}

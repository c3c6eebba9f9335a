import { createHash, generateKeyPair, randomBytes, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { clockHint } from '../clock-hint.js'
import { echo } from '../echo.js'
import type { Incoming } from '../incoming.js'
import { checks, hidden } from '../refusal.js'
import { ReplayGuard } from '../replay-guard.js'
import { timingSafeEqual } from '../timing-safe-equal.js'
import type { Times, Verifier } from '../verifier.js'
import type { MastercardOauthOptions } from '../verifier-options.js'
import { type OAuthParameters, signatureBaseString } from './mastercard-oauth-base.js'
import { parametersOf } from './mastercard-oauth-header.js'
import { payloads } from './mastercard-oauth-payload.js'
import { rfcPoints } from './mastercard-oauth-rfc.js'

const check = checks(401, 'unauthorized')

/** Mastercard's APIs: OAuth 1.0a by an RSA key, with a body hash. */
export async function mastercardOauthVerifier(
  times: Times,
  { encryption = false }: MastercardOauthOptions = {},
): Promise<Verifier> {
  const sealing = encryption ? payloads() : undefined
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const payload = await sealing
  const consumerKey = `${randomBytes(24).toString('hex')}!${randomBytes(24).toString('hex')}`
  const nonces = new ReplayGuard(times.clock, times.rememberMost)
  return {
    env: {
      MASTERCARD_OAUTH_CONSUMER_KEY: consumerKey,
      MASTERCARD_OAUTH_SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      ...(payload && { MASTERCARD_OAUTH_CONFIG: JSON.stringify(payload.config) }),
    },
    tokenPaths: [],
    checksTime: true,
    async respond(request) {
      const parameters = parametersOf(request)
      verifyConsumer(request, parameters, consumerKey)
      verifyTime(request, parameters, times)
      verifyBodyHash(request, parameters)
      verifySignature(request, parameters, (data, signature) => verify('sha256', data, publicKey, signature))
      verifyNonce(request, parameters, nonces, times)
      const opened = await payload?.open(request)
      if (!opened) return echo('mastercard-oauth', 'oauth1', request)
      const response = echo('mastercard-oauth', 'oauth1', request, { body: opened.body })
      return { ...response, body: opened.seal(response.body as object) }
    },
  }
}

function verifyConsumer(request: Incoming, parameters: OAuthParameters, expected: string): void {
  const got = parameters.get('oauth_consumer_key') ?? ''
  request.examination?.step('oauth_consumer_key', expected, got)
  const message = 'oauth_consumer_key is not a consumer key of this account.'
  check(request, timingSafeEqual(got, expected), 'oauth_consumer_key', message, {
    expected,
    got: got === '' ? 'nothing' : CONSUMER_KEY.test(got) ? got : hidden(got),
  })
}

/** An identifier, no secret; anything else in its place may be one. */
const CONSUMER_KEY = /^[\w-]{40,60}![0-9a-f]{40,70}$/

function verifyTime(request: Incoming, parameters: OAuthParameters, times: Times): void {
  const text = parameters.get('oauth_timestamp') ?? ''
  const isWhole = /^\d{10}$/.test(text)
  check(request, isWhole, 'oauth_timestamp', 'oauth_timestamp is not seconds since 1970.', {
    expected: '10 digits',
    got: `${hidden(text)}${clockHint(0, text)}`,
  })
  const now = Math.floor(times.clock())
  request.examination?.allowed('oauth_timestamp', `from ${now - times.maxAge} to ${now + times.skew}`, text)
  const age = times.clock() - Number(text)
  const fits = age <= times.maxAge && age >= -times.skew
  check(
    request,
    fits,
    'oauth_timestamp_window',
    'oauth_timestamp is too far from the clock of the sandbox.',
    {
      expected: `at most ${times.maxAge} s old, and at most ${times.skew} s in the future`,
      got: `${text}, which is ${Math.abs(Math.round(age))} s ${age < 0 ? 'in the future' : 'old'}${clockHint(age)}`,
    },
  )
}

function verifyBodyHash(request: Incoming, parameters: OAuthParameters): void {
  const expected = createHash('sha256').update(request.body).digest('base64')
  const got = parameters.get('oauth_body_hash') ?? ''
  request.examination?.step('oauth_body_hash', expected, got)
  const message = `oauth_body_hash is not that of the ${request.body.length} bytes that arrived.`
  check(request, timingSafeEqual(got, expected), 'oauth_body_hash', message, {
    expected,
    got: got === '' ? 'nothing' : got,
  })
}

type Verify = (data: Buffer, signature: Buffer) => boolean

function verifySignature(request: Incoming, parameters: OAuthParameters, isRight: Verify): void {
  const text = parameters.get('oauth_signature') ?? ''
  const base = signatureBaseString(request, parameters)
  request.examination?.step('signatureBaseString', base)
  request.examination?.step('oauth_signature', undefined, text)
  const signature = Buffer.from(decodeURIComponent(text), 'base64')
  const isSigned = (one: string) => isRight(Buffer.from(one), signature)
  const holds = isSigned(base)
  const points = holds ? [] : rfcPoints(request, parameters, isSigned)
  const message =
    points.length > 0
      ? `The signature is right by RFC 5849, and the form of Mastercard's client library is required here. It differs in this: ${points.join('; ')}.`
      : 'The signature does not match the request.'
  check(request, holds, 'oauth_signature', message, {
    expected: `an RSA-SHA256 signature of ${base}`,
    got: hidden(text),
  })
}

function verifyNonce(
  request: Incoming,
  parameters: OAuthParameters,
  nonces: ReplayGuard,
  times: Times,
): void {
  const nonce = parameters.get('oauth_nonce') ?? ''
  request.examination?.step('oauth_nonce', undefined, nonce)
  check(
    request,
    /^[A-Za-z0-9]{8,64}$/.test(nonce),
    'oauth_nonce',
    'oauth_nonce is not 8 to 64 letters and digits.',
    {
      expected: '8 to 64 letters and digits',
      got: hidden(nonce),
    },
  )
  const isNew = nonces.isNew(nonce, times.clock() + times.maxAge + times.skew)
  check(request, isNew, 'oauth_nonce_unused', 'oauth_nonce was used before.', {
    expected: 'a new nonce',
    got: nonce,
  })
}

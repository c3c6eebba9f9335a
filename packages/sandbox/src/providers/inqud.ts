import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { echo } from '../echo.js'
import { header, type Incoming } from '../incoming.js'
import { checks, hidden, identifier } from '../refusal.js'
import { ReplayGuard } from '../replay-guard.js'
import { timingSafeEqual } from '../timing-safe-equal.js'
import type { Times, Verifier } from '../verifier.js'

export interface InqudCredentials {
  readonly tokenId: string
  readonly tokenSecret: string
}

const check = checks(401, 'unauthorized')

export const inqudCredentials = (): InqudCredentials => ({
  tokenId: `TKN-${randomUUID()}`,
  tokenSecret: randomBytes(48).toString('base64url'),
})

/** Inqud's two ways: the secret itself, or HMAC-SHA-256 over body and salt by the secret, in hex. */
export function inqudVerifier(times: Times, credentials = inqudCredentials()): Verifier {
  const salts = new ReplayGuard(times.clock, times.rememberMost)
  return {
    env: { INQUD_TOKEN_ID: credentials.tokenId, INQUD_TOKEN_SECRET: credentials.tokenSecret },
    tokenPaths: [],
    checksTime: false,
    async respond(request) {
      verifyId(request, credentials)
      const simple = header(request, 'x-token-api-secret') !== '' && signatureOf(request) === ''
      if (simple) verifySecret(request, credentials)
      else verifyHmac(request, credentials, salts, times.clock() + times.remember)
      return echo('inqud', simple ? 'simple' : 'hmac', request)
    },
  }
}

const signatureOf = (request: Incoming) => header(request, 'x-hmac-sha256-signature')

function verifyId(request: Incoming, { tokenId }: InqudCredentials): void {
  const id = header(request, 'x-token-api-id')
  request.examination?.step('X-Token-API-Id', tokenId, id)
  check(
    request,
    timingSafeEqual(id, tokenId),
    'tokenId',
    'X-Token-API-Id is not a token id of this account.',
    {
      expected: tokenId,
      got: id === '' ? 'no X-Token-API-Id header' : identifier(id),
    },
  )
}

function verifySecret(request: Incoming, { tokenSecret }: InqudCredentials): void {
  const secret = header(request, 'x-token-api-secret')
  check(request, timingSafeEqual(secret, tokenSecret), 'tokenSecret', 'X-Token-API-Secret is wrong.', {
    expected: 'the secret of the token',
    got: hidden(secret),
  })
}

function verifyHmac(
  request: Incoming,
  { tokenSecret }: InqudCredentials,
  salts: ReplayGuard,
  until: number,
): void {
  const signature = signatureOf(request)
  const salt = header(request, 'x-salt')
  verifyForms(request, signature, salt)
  const expected = createHmac('sha256', tokenSecret).update(request.body).update(salt).digest('hex')
  const matches = timingSafeEqual(signature, expected)
  request.examination?.step('X-Salt', undefined, salt)
  request.examination?.step('stringToSign', stringToSign(request.body, salt, matches ? 256 : 4096))
  request.examination?.step('X-HMAC-SHA256-Signature', expected, signature)
  check(request, matches, 'signature', 'The signature does not match body and salt.', {
    expected: `lower-case hex of HMAC-SHA-256, by the token secret, over the ${request.body.length} bytes of the body and the salt`,
    got: signature,
  })
  // As bytes: half the memory of hex.
  const isNew = salts.isNew(Buffer.from(salt, 'hex').toString('latin1'), until)
  check(request, isNew, 'saltUnused', 'The salt was used before.', { expected: 'a new salt', got: salt })
}

/** As a text; a body that is longer than so many bytes is described: the text of each would cost what the check does. */
const stringToSign = (body: Buffer, salt: string, most: number) =>
  body.length <= most ? `${body}${salt}` : `the ${body.length} bytes of the body, then ${salt}`

function verifyForms(request: Incoming, signature: string, salt: string): void {
  check(request, signature !== '', 'signaturePresent', 'The request has neither a signature nor a secret.', {
    expected: 'X-HMAC-SHA256-Signature or X-Token-API-Secret',
    got: 'neither',
  })
  check(request, /^[0-9a-f]{64}$/i.test(salt), 'salt', 'X-Salt is not 64 hex digits.', {
    expected: '64 hex digits',
    got: salt === '' ? 'no X-Salt header' : hidden(salt),
  })
  check(
    request,
    /^[0-9a-f]{64}$/.test(signature),
    'signatureForm',
    'The signature is not lower-case hex of 32 bytes.',
    {
      expected: '64 lower-case hex digits',
      got: hidden(signature),
    },
  )
}

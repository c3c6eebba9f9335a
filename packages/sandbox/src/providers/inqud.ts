import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { accepted } from '../accepted.js'
import { header, type Incoming } from '../incoming.js'
import type { Times, Verifier } from '../options.js'
import { checks, hidden } from '../refusal.js'
import { Seen } from '../seen.js'

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
  const salts = new Seen(times.remember, times.clock)
  return {
    env: { INQUD_TOKEN_ID: credentials.tokenId, INQUD_TOKEN_SECRET: credentials.tokenSecret },
    async answer(request) {
      return accepted('inqud', verify(request, credentials, salts), request)
    },
  }
}

function verify(request: Incoming, { tokenId, tokenSecret }: InqudCredentials, salts: Seen): string {
  const id = header(request, 'x-token-api-id')
  check(
    same(id, tokenId),
    'tokenId',
    'X-Token-API-Id is not a token of this account.',
    tokenId,
    id || 'no X-Token-API-Id header',
  )
  const secret = header(request, 'x-token-api-secret')
  const signature = header(request, 'x-hmac-sha256-signature')
  if (secret !== '' && signature === '') {
    check(
      same(secret, tokenSecret),
      'tokenSecret',
      'X-Token-API-Secret is wrong.',
      'the secret of the token',
      hidden(secret),
    )
    return 'simple'
  }
  check(
    signature !== '',
    'signaturePresent',
    'There is no signature and no secret.',
    'X-HMAC-SHA256-Signature or X-Token-API-Secret',
    'neither',
  )
  verifyHmac(request, signature, tokenSecret, salts)
  return 'hmac'
}

function verifyHmac(request: Incoming, signature: string, tokenSecret: string, salts: Seen): void {
  const salt = header(request, 'x-salt')
  check(
    /^[0-9a-f]{64}$/i.test(salt),
    'salt',
    'X-Salt is not 64 hex digits.',
    '64 hex digits',
    salt || 'no X-Salt header',
  )
  check(
    /^[0-9a-f]{64}$/.test(signature),
    'signatureForm',
    'The signature is not lower-case hex of 32 bytes.',
    '64 lower-case hex digits',
    `${signature.length} characters`,
  )
  const due = createHmac('sha256', tokenSecret).update(request.body).update(salt).digest('hex')
  const what = `HMAC-SHA-256, by the token secret, over the ${request.body.length} bytes of the body and the salt, in hex`
  check(same(signature, due), 'signature', 'The signature does not match body and salt.', what, signature)
  check(salts.isNew(salt.toLowerCase()), 'saltUnused', 'The salt was used before.', 'a new salt', salt)
}

/** Compares in constant time; lengths are no secret. */
export function same(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}

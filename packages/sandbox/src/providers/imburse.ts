import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { accepted } from '../accepted.js'
import { Tokens } from '../bearer.js'
import { header, type Incoming } from '../incoming.js'
import type { Answer, SandboxOptions, Times, Verifier } from '../options.js'
import { checks, hidden } from '../refusal.js'
import { Seen } from '../seen.js'
import { same } from './inqud.js'

export interface ImburseCredentials {
  readonly publicKey: string
  /** In base64. */
  readonly privateKey: string
  readonly accountId: string
  readonly tenantId: string
}

const EXCHANGES = [
  '/v1/identity/hmac',
  '/identity/v1/hmac/management',
  '/identity/v1/hmac/collect',
  '/identity/v1/hmac/payout',
]
const check = checks(401, 'unauthorized')
const forbid = checks(403, 'forbidden')

export const imburseCredentials = (): ImburseCredentials => ({
  publicKey: randomUUID(),
  privateKey: randomBytes(32).toString('base64'),
  accountId: randomUUID(),
  tenantId: randomUUID(),
})

/** Imburse: `Authorization: Hmac` exchanged for a bearer token of 30 minutes, for one request. */
export function imburseVerifier(
  times: Times,
  options: SandboxOptions['imburse'] = {},
  credentials = imburseCredentials(),
): Verifier {
  const nonces = new Seen(times.maxAge + times.skew, times.clock)
  const tokens = new Tokens(times, 1800, options.tokenUse === 'until-expiry' ? 'many' : 'once')
  return {
    env: {
      IMBURSE_PUBLIC_KEY: credentials.publicKey,
      IMBURSE_PRIVATE_KEY: credentials.privateKey,
      IMBURSE_ACCOUNT_ID: credentials.accountId,
      IMBURSE_TENANT_ID: credentials.tenantId,
      ...(options.tokenUse === 'until-expiry' && { IMBURSE_TOKEN_USE: 'until-expiry' }),
    },
    async answer(request, fault) {
      if (EXCHANGES.includes(request.path)) {
        verifyHmac(request, credentials, times, nonces)
        return exchanged(await tokens.issue(), options)
      }
      tokens.verify(request, fault)
      verifyAccount(request, credentials, options)
      return accepted('imburse', 'bearer', request)
    },
  }
}

function exchanged(
  { value, expiresAt }: { value: string; expiresAt: number },
  options: NonNullable<SandboxOptions['imburse']>,
): Answer {
  const inText = options.expiresFormat === 'milliseconds-string'
  const expires = inText ? String(Math.floor(expiresAt * 1000)) : Math.floor(expiresAt)
  return { status: 200, token: true, body: { accessToken: value, expires } }
}

function verifyHmac(request: Incoming, credentials: ImburseCredentials, times: Times, nonces: Seen): void {
  const is = (method: string) => request.method === method
  checks(405, 'method_not_allowed')(
    is('POST'),
    'method',
    'A token is asked for with POST.',
    'POST',
    request.method,
  )
  const authorization = header(request, 'authorization')
  const [scheme = '', token = ''] = authorization.split(' ', 2)
  check(
    scheme === 'Hmac',
    'authorizationScheme',
    'The exchange takes an HMAC token.',
    'Hmac',
    scheme || 'no Authorization header',
  )
  const parts = token.split(':')
  check(
    parts.length === 4,
    'hmacForm',
    'The HMAC token does not have four parts.',
    'publicKey:nonce:timestamp:signature',
    `${parts.length} parts`,
  )
  const [publicKey = '', nonce = '', timestamp = '', signature = ''] = parts
  check(
    same(publicKey, credentials.publicKey),
    'publicKey',
    'The public key is not known.',
    credentials.publicKey,
    publicKey,
  )
  check(
    /^[0-9A-Za-z]+$/.test(nonce),
    'nonce',
    'The nonce is not alphanumeric.',
    'letters and digits',
    nonce || 'nothing',
  )
  verifyTimestamp(timestamp, times)
  const bodyHash = request.body.length === 0 ? '' : createHash('sha256').update(request.body).digest('base64')
  const text = `${publicKey}:${nonce}:${timestamp}:${bodyHash}`
  const due = createHmac('sha256', Buffer.from(credentials.privateKey, 'base64'))
    .update(text)
    .digest('base64')
  const what = `base64 of HMAC-SHA-256, by the base64-decoded private key, over "${text}"`
  check(same(signature, due), 'signature', 'The signature does not match.', what, signature)
  check(nonces.isNew(nonce), 'nonceUnused', 'The nonce was used before.', 'a new nonce', nonce)
}

function verifyTimestamp(timestamp: string, { clock, maxAge, skew }: Times): void {
  check(
    /^\d+$/.test(timestamp),
    'timestamp',
    'The timestamp is not whole seconds.',
    'whole seconds since 1970',
    timestamp || 'nothing',
  )
  const age = Math.floor(clock()) - Number(timestamp)
  const said = `${timestamp}, which is ${Math.abs(age)} s ${age < 0 ? 'ahead' : 'old'}`
  check(age <= maxAge, 'timestampAge', 'The timestamp is too old.', `at most ${maxAge} s old`, said)
  check(age >= -skew, 'timestampFuture', 'The timestamp is in the future.', `at most ${skew} s ahead`, said)
}

function verifyAccount(
  request: Incoming,
  { accountId, tenantId }: ImburseCredentials,
  { requireAccount = false }: NonNullable<SandboxOptions['imburse']>,
) {
  for (const [name, due] of [
    ['x-account-id', accountId],
    ['x-tenant-id', tenantId],
  ] as const) {
    const got = header(request, name)
    const needed = requireAccount && name === 'x-account-id'
    forbid(
      got === due || (got === '' && !needed),
      name,
      `${name} is not the one of these keys.`,
      due,
      got || hidden(got),
    )
  }
}

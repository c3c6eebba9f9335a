import { randomBytes, randomUUID } from 'node:crypto'
import { accepted } from '../echo.js'
import { header, type Incoming } from '../incoming.js'
import type { ImburseOptions } from '../options.js'
import { checks, identifier } from '../refusal.js'
import { Seen } from '../replay-guard.js'
import { bearer, type Issued, Tokens } from '../tokens.js'
import type { Answer, Times, Verifier } from '../verifier.js'
import { verifyHmac } from './imburse-hmac.js'

export interface ImburseCredentials {
  readonly publicKey: string
  /** In base64. */
  readonly privateKey: string
  readonly accountId: string
  readonly tenantId: string
}

/** The current page's, and those of 2019. */
const EXCHANGES = [
  '/v1/identity/hmac',
  '/identity/v1/hmac/management',
  '/identity/v1/hmac/collect',
  '/identity/v1/hmac/payout',
]
const LIFETIME = 1800
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
  options: ImburseOptions = {},
  credentials = imburseCredentials(),
): Verifier {
  const nonces = new Seen(times.clock)
  const tokens = new Tokens(times, LIFETIME, options.tokenUse === 'until-expiry' ? 'many' : 'once')
  return {
    env: settings(credentials, options),
    tokenPaths: EXCHANGES,
    async answer(request, asked) {
      if (EXCHANGES.includes(request.path)) {
        verifyHmac(request, credentials, times, nonces)
        return exchanged(await tokens.issue(asked), options)
      }
      tokens.use(bearer(request), asked)
      verifyAccount(request, credentials, options)
      return accepted('imburse', 'bearer', request)
    },
  }
}

const settings = (
  { publicKey, privateKey, accountId, tenantId }: ImburseCredentials,
  { tokenUse }: ImburseOptions,
) => ({
  IMBURSE_PUBLIC_KEY: publicKey,
  IMBURSE_PRIVATE_KEY: privateKey,
  IMBURSE_ACCOUNT_ID: accountId,
  IMBURSE_TENANT_ID: tenantId,
  ...(tokenUse === 'until-expiry' && { IMBURSE_TOKEN_USE: tokenUse }),
})

function exchanged({ value, expiresAt }: Issued, { expiresFormat }: ImburseOptions): Answer {
  const inText = expiresFormat === 'milliseconds-string'
  const expires = inText ? String(Math.floor(expiresAt * 1000)) : Math.floor(expiresAt)
  return { status: 200, body: { accessToken: value, expires } }
}

function verifyAccount(
  request: Incoming,
  { accountId, tenantId }: ImburseCredentials,
  { requireAccount = false }: ImburseOptions,
): void {
  verifyOwner(request, 'x-account-id', accountId, requireAccount)
  verifyOwner(request, 'x-tenant-id', tenantId, false)
}

function verifyOwner(request: Incoming, name: string, due: string, required: boolean): void {
  const got = header(request, name)
  forbid(got === due || (got === '' && !required), name, `${name} is not the one of these keys.`, {
    expected: due,
    got: got === '' ? `no ${name} header` : identifier(got),
  })
}

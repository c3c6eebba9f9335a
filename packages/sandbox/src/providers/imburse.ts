import { randomBytes, randomUUID } from 'node:crypto'
import { echo } from '../echo.js'
import { header, type Incoming } from '../incoming.js'
import { checks, identifier } from '../refusal.js'
import { ReplayGuard } from '../replay-guard.js'
import { bearer, type Issued, Tokens } from '../tokens.js'
import type { ProviderResponse, Times, Verifier } from '../verifier.js'
import type { ImburseOptions } from '../verifier-options.js'
import { type ImburseCredentials, verifyHmac } from './imburse-hmac.js'

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
  const nonces = new ReplayGuard(times.clock)
  const tokens = new Tokens(times, LIFETIME, options.tokenUse === 'until-expiry' ? 'many' : 'once')
  return {
    env: settings(credentials, options),
    tokenPaths: EXCHANGES,
    checksTime: true,
    async respond(request, asked) {
      if (EXCHANGES.includes(request.path)) {
        const notes = verifyHmac(request, credentials, times, nonces)
        return exchanged(await tokens.issue(asked), notes, options)
      }
      tokens.use(request, bearer(request), asked)
      verifyAccount(request, credentials, options)
      return echo('imburse', 'bearer', request)
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

function exchanged(
  { value, expiresAt }: Issued,
  notes: readonly string[],
  { expiresFormat }: ImburseOptions,
): ProviderResponse {
  const inText = expiresFormat === 'milliseconds-string'
  const expires = inText ? String(Math.floor(expiresAt * 1000)) : Math.floor(expiresAt)
  const body = { accessToken: value, expires, ...(notes.length > 0 && { notes }) }
  return { status: 200, body, notes }
}

function verifyAccount(
  request: Incoming,
  { accountId, tenantId }: ImburseCredentials,
  { requireAccount = false }: ImburseOptions,
): void {
  verifyOwner(request, 'x-account-id', accountId, requireAccount)
  verifyOwner(request, 'x-tenant-id', tenantId, false)
}

function verifyOwner(request: Incoming, name: string, expected: string, required: boolean): void {
  const got = header(request, name)
  const holds = got === expected || (got === '' && !required)
  if (got !== '') request.examination?.step(name, expected, got)
  forbid(request, holds, name, `${name} does not belong to these keys.`, {
    expected,
    got: got === '' ? `no ${name} header` : identifier(got),
  })
}

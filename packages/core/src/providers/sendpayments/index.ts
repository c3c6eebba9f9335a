import { bringsBearer } from '../../bearer/bearer.js'
import {
  accessTokenOf,
  epochSeconds,
  invalidTokenResponse,
  jwtExpiry,
  parseTokenResponse,
} from '../../bearer/token-response.js'
import type { Call, Provider } from '../../provider.js'
import { invalidSetting, type Values } from '../../settings.js'
import { describePassword } from '../../steps/key.js'
import type { TokenSource } from '../../tokens.js'
import { examples, settings } from './data.js'

export interface Settings {
  readonly clientId: string
  readonly clientSecret: string
  readonly authPath: string
  readonly refreshBefore: number
}

const NEEDS = {
  auth: {
    body: false,
    waits: false,
    how: 'the token request, sent as it is',
    asIs: 'it is the token request',
  },
  bearer: { body: false, waits: true, how: 'an accessToken as bearer token' },
  brought: {
    body: false,
    waits: false,
    how: 'the bearer token it brings',
    asIs: 'it brings its own bearer token',
  },
} as const

/**
 * Send Payments: client credentials for a JWT of five minutes, of which a new one ends the one before.
 * @see https://developer.sendpayments.com (Authentication)
 * @example
 * ```ts
 * import { createSigner } from '@countersign/core'
 * import { nodeHost } from '@countersign/hosts/node'
 * createSigner({ providers: [sendpayments], settings: (name) => process.env[name], host: nodeHost() })
 * ```
 */
export const sendpayments: Provider<Settings> = {
  id: 'sendpayments',
  name: 'Send Payments',
  sources: ['https://developer.sendpayments.com: Authentication, POST /auth'],
  baseUrl: 'https://api.sendpayments.com',
  hosts: ['sendpayments.com'],
  settings,
  examples,
  oneToken: true,
  setup,
  needs(call) {
    if (isAuth(call)) return NEEDS.auth
    return bringsBearer(call.request) ? NEEDS.brought : NEEDS.bearer
  },
  tokens,
}

function setup(values: Values): Settings {
  const { clientId = '', clientSecret = '', authPath = '', refreshBefore = '' } = values
  if (!/^\/[^?#\s]*$/.test(authPath))
    throw invalidSetting(sendpayments, 'authPath', 'must be a path, as in /auth')
  return { clientId, clientSecret, authPath, refreshBefore: Number(refreshBefore) }
}

/** Whether this is the request that asks for an accessToken. */
export const isAuth = ({ url, settings }: Call<Settings>) => url.path === settings.authPath

function tokens(origin: string, { settings, host }: Pick<Call<Settings>, 'settings' | 'host'>): TokenSource {
  const { clientId, clientSecret, authPath, refreshBefore } = settings
  const url = origin + authPath
  const asked = { provider: 'sendpayments', url, secrets: [clientSecret] }
  return {
    provider: 'sendpayments',
    origin,
    key: `sendpayments ${url} ${clientId} ${host.hash('SHA-256', clientSecret, 'hex')}`,
    use: 'until-expiry',
    refreshBefore,
    life: '5 minutes, and a new one ends the one before',
    request: (trace) => {
      if (trace) {
        trace('clientId', clientId)
        trace('clientSecret', describePassword(clientSecret))
      }
      const headers = [
        ['Content-Type', 'application/json'],
        ['Accept', 'application/json'],
      ] as const
      return { method: 'POST', url, headers, body: JSON.stringify({ clientId, clientSecret }) }
    },
    read(response) {
      const body = parseTokenResponse(response, asked)
      const value = accessTokenOf(body, asked)
      const expiresAt = epochSeconds(body.expiresAt) ?? jwtExpiry(value)
      if (expiresAt === undefined)
        throw invalidTokenResponse(asked, 'gave a token without a time in "expiresAt" or in its exp')
      return { value, expiresAt }
    },
  }
}

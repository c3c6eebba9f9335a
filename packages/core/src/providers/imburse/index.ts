import { bringsBearer } from '../../bearer/bearer.js'
import {
  accessTokenOf,
  epochSeconds,
  invalidTokenResponse,
  parseTokenResponse,
} from '../../bearer/token-response.js'
import { fromBase64 } from '../../bytes.js'
import { type Header, headerValue, type Request } from '../../message.js'
import type { Call, Provider } from '../../provider.js'
import { invalidSetting, type Values } from '../../settings.js'
import type { TokenSource } from '../../tokens.js'
import { examples, exchangePaths, settings } from './data.js'
import { type HmacKey, hmacToken } from './hmac.js'

export interface Settings extends HmacKey {
  readonly privateKey: string
  readonly exchangePath: string
  readonly tokenUse: 'once' | 'until-expiry'
  readonly accountHeaders: readonly Header[]
}

const NEEDS = {
  exchange: { body: true, waits: false, how: 'HMAC token' },
  bearer: { body: false, waits: true, how: 'bearer token, exchanged for an HMAC token' },
  brought: {
    body: false,
    waits: false,
    how: 'the bearer token it brings',
    asIs: 'it brings its own bearer token',
  },
} as const

/**
 * Imburse: an HMAC token, exchanged for a bearer token that is valid for 30 minutes and, by default, one request.
 * @see https://github.com/Imburse-Payments/hmac-examples
 * @example
 * ```ts
 * import { createSigner } from '@countersign/core'
 * import { nodeHost } from '@countersign/hosts/node'
 * createSigner({ providers: [imburse], settings: (name) => process.env[name], host: nodeHost() })
 * ```
 */
export const imburse: Provider<Settings> = {
  id: 'imburse',
  name: 'Imburse',
  sources: ['Imburse documentation, Authentication', 'https://github.com/Imburse-Payments/hmac-examples'],
  baseUrl: 'https://sandbox-api.imbursepayments.com',
  hosts: ['imbursepayments.com'],
  nonce: { called: 'nonce', pattern: /^[0-9A-Za-z]+$/ },
  settings,
  examples,
  setup,
  needs(call) {
    if (isExchange(call)) return NEEDS.exchange
    return bringsBearer(call.request) ? NEEDS.brought : NEEDS.bearer
  },
  tokens,
  sign(call) {
    if (isExchange(call))
      return {
        headers: { Authorization: hmacToken(call.request.body, call.settings, call.host, call.trace) },
      }
    return { headers: call.settings.accountHeaders.filter(([name]) => !has(call.request, name)) }
  },
}

const has = ({ headers }: Request, name: string) => headerValue(headers, name) !== undefined

function setup(values: Values): Settings {
  const { publicKey = '', privateKey = '', accountId, tenantId, exchangePath = '' } = values
  if (publicKey.includes(':'))
    throw invalidSetting(imburse, 'publicKey', 'must not hold a colon, which parts the HMAC token')
  if (!/^\/[^?#\s]*$/.test(exchangePath))
    throw invalidSetting(imburse, 'exchangePath', 'must be a path, as in /v1/identity/hmac')
  const accountHeaders: Header[] = []
  if (accountId) accountHeaders.push(['x-account-id', accountId])
  if (tenantId) accountHeaders.push(['x-tenant-id', tenantId])
  const tokenUse = values.tokenUse === 'until-expiry' ? 'until-expiry' : 'once'
  return { publicKey, privateKey, key: decodeKey(privateKey), exchangePath, tokenUse, accountHeaders }
}

function decodeKey(privateKey: string) {
  try {
    return fromBase64(privateKey)
  } catch {
    throw invalidSetting(
      imburse,
      'privateKey',
      'is not base64. Copy the private key again, in full, as the portal shows it',
    )
  }
}

/** Whether this is the request that exchanges an HMAC token. */
export function isExchange(call: Call<Settings>): boolean {
  const { path } = call.url
  return path === call.settings.exchangePath || exchangePaths.includes(path)
}

function tokens(origin: string, { settings, host }: Pick<Call<Settings>, 'settings' | 'host'>): TokenSource {
  const url = origin + settings.exchangePath
  const asked = { provider: 'imburse', url, secrets: [settings.privateKey] }
  return {
    provider: 'imburse',
    origin,
    key: `imburse ${url} ${settings.publicKey} ${host.hash('SHA-256', settings.key, 'hex')}`,
    use: settings.tokenUse,
    refreshBefore: 30,
    life:
      settings.tokenUse === 'once' ? '30 minutes, for one request' : '30 minutes, for any number of requests',
    request: (trace) => ({
      method: 'POST',
      url,
      headers: [['Authorization', hmacToken('', settings, host, trace)]],
      body: '',
    }),
    read(response) {
      const body = parseTokenResponse(response, asked)
      const value = accessTokenOf(body, asked)
      const expiresAt = epochSeconds(body.expires)
      if (expiresAt === undefined)
        throw invalidTokenResponse(asked, 'gave a token without a time in "expires"')
      return { value, expiresAt }
    },
  }
}

import type { Host } from '../../host.js'
import type { Data } from '../../message.js'
import type { Call, Provider } from '../../provider.js'
import { describeKey, describePassword } from '../../steps/key.js'
import { examples, settings } from './data.js'

export type Settings = { tokenId: string; tokenSecret: string; mode: 'hmac' | 'simple' }

const NEEDS = {
  simple: { body: false, waits: false, how: 'simple: token id and secret as headers' },
  hmac: { body: true, waits: false, how: 'HMAC-SHA-256 over body and salt' },
} as const

/**
 * Inqud: a token's id and secret as headers, or an HMAC-SHA-256 over body and salt.
 * @see https://docs.inqud.com (API, Authentication)
 * @example
 * ```ts
 * import { createSigner } from '@countersign/core'
 * import { nodeHost } from '@countersign/hosts/node'
 * createSigner({ providers: [inqud], settings: (name) => process.env[name], host: nodeHost() })
 * ```
 */
export const inqud: Provider<Settings> = {
  id: 'inqud',
  name: 'Inqud',
  sources: ['Inqud API documentation, Authentication: API Tokens in action'],
  baseUrl: 'https://api.inqud.com',
  hosts: ['api.inqud.com'],
  nonce: { called: 'salt', pattern: /^[0-9a-f]{64}$/ },
  settings,
  examples,
  setup: ({ tokenId = '', tokenSecret = '', mode }) => ({
    tokenId,
    tokenSecret,
    mode: mode === 'simple' ? 'simple' : 'hmac',
  }),
  needs: ({ settings: { mode } }) => NEEDS[mode],
  sign: (call) => (call.settings.mode === 'simple' ? simple(call) : hmac(call)),
}

function simple({ settings: { tokenId, tokenSecret }, trace }: Call<Settings>) {
  if (trace) {
    trace('mode', 'simple')
    trace('tokenId', tokenId)
    trace('tokenSecret', describePassword(tokenSecret))
  }
  return {
    headers: { 'X-Token-API-Id': tokenId, 'X-Token-API-Secret': tokenSecret },
    secrets: ['X-Token-API-Secret'],
  }
}

/** HmacSHA256 of (request body + salt) by the token secret, in hex. */
const signature = (tokenSecret: string, body: Data, salt: string, host: Host): string =>
  host.hmac('SHA-256', tokenSecret, typeof body === 'string' ? body + salt : [body, salt], 'hex')

function hmac(call: Call<Settings>) {
  const { host, trace } = call
  const { tokenId, tokenSecret } = call.settings
  const salt = host.nonce(64)
  const signed = signature(tokenSecret, call.request.body, salt, host)
  if (trace) {
    trace('mode', 'hmac')
    trace('tokenId', tokenId)
    trace('salt', salt)
    trace('stringToSign', `the body's bytes, then ${salt}`)
    trace('tokenSecret', describeKey(tokenSecret, host))
    trace('signature', signed)
  }
  return {
    headers: { 'X-Token-API-Id': tokenId, 'X-HMAC-SHA256-Signature': signed, 'X-Salt': salt },
  }
}

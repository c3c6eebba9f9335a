import type { Example } from '../../provider.js'
import type { Setting } from '../../settings.js'

export const settings: readonly Setting[] = [
  { name: 'publicKey', about: 'the public API key', required: true, secret: false, kind: 'text' },
  {
    name: 'privateKey',
    about: 'the private API key, in base64',
    required: true,
    secret: true,
    kind: 'base64',
  },
  {
    name: 'accountId',
    about: 'the account, sent as x-account-id',
    required: false,
    secret: false,
    kind: 'text',
  },
  {
    name: 'tenantId',
    about: 'the tenant, sent as x-tenant-id',
    required: false,
    secret: false,
    kind: 'text',
  },
  {
    name: 'exchangePath',
    about: 'the path at which the HMAC token is exchanged for a bearer token',
    required: false,
    secret: false,
    kind: 'text',
    default: '/v1/identity/hmac',
  },
  {
    name: 'tokenUse',
    about: 'once: a bearer token for each request; until-expiry: for tenants that may use one again',
    required: false,
    secret: false,
    kind: 'choice',
    choices: ['once', 'until-expiry'],
    default: 'once',
  },
]

/** The paths of the current page and of the 2019 page. */
export const exchangePaths: readonly string[] = [
  '/v1/identity/hmac',
  '/identity/v1/hmac/management',
  '/identity/v1/hmac/collect',
  '/identity/v1/hmac/payout',
]

export const examples: readonly Example[] = [
  { name: 'Access token', method: 'POST', path: '/v1/identity/hmac', asksForToken: true },
  { name: 'Who am I', method: 'GET', path: '/v1/identity/me' },
  {
    name: 'Create an order',
    method: 'POST',
    path: '/v1/order-management',
    body: `{
  "orderRef": "order-0001",
  "instructions": []
}`,
  },
]

import type { Example } from '../../provider.js'
import type { Setting } from '../../settings.js'

export const settings: readonly Setting[] = [
  {
    name: 'clientId',
    about: 'the Client Identifier from Send, one per environment',
    required: true,
    secret: false,
    kind: 'text',
  },
  {
    name: 'clientSecret',
    about: 'the secret of the client',
    required: true,
    secret: true,
    kind: 'text',
    forTokens: true,
  },
  {
    name: 'authPath',
    about: 'the path at which an accessToken is requested',
    required: false,
    secret: false,
    kind: 'text',
    default: '/auth',
  },
  {
    name: 'refreshBefore',
    about: 'how many seconds before its end an accessToken is renewed',
    required: false,
    secret: false,
    kind: 'number',
    default: '30',
  },
]

export const examples: readonly Example[] = [
  {
    name: 'Access token',
    method: 'POST',
    path: '/auth',
    body: '{"clientId": "{{SENDPAYMENTS_CLIENT_ID}}", "clientSecret": "{{SENDPAYMENTS_CLIENT_SECRET}}"}',
    asksForToken: true,
  },
  { name: 'List accounts', method: 'GET', path: '/accounts' },
  {
    name: 'Create an account',
    method: 'POST',
    path: '/accounts',
    body: `{
  "currency": "AUD",
  "name": "Operating account"
}`,
  },
]

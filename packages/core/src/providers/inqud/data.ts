import type { Example } from '../../provider.js'
import type { Setting } from '../../settings.js'

export const settings: readonly Setting[] = [
  {
    name: 'tokenId',
    about: 'the identifier of the API token, which starts with TKN-',
    required: true,
    secret: false,
    kind: 'text',
  },
  { name: 'tokenSecret', about: 'the secret of the API token', required: true, secret: true, kind: 'text' },
  {
    name: 'mode',
    about: 'hmac signs body and salt; simple sends the secret itself',
    required: false,
    secret: false,
    kind: 'choice',
    choices: ['hmac', 'simple'],
    default: 'hmac',
  },
]

export const examples: readonly Example[] = [
  { name: 'Wallet balances', method: 'GET', path: '/v1/user/wallet/balances' },
  {
    name: 'Payout',
    method: 'POST',
    path: '/v1/user/payments/payout',
    body: `{
  "amount": 50,
  "cardNumber": "5555555555554444",
  "firstName": "John",
  "lastName": "Doe",
  "phoneNumber": "+111111111111",
  "method": "CC_VISAMC",
  "currency": "USD"
}`,
  },
]

// A detached JWS of the body (RFC 7797). Copy this file, name your own hosts and header, and set BANK_KEY_ID and
// BANK_SIGNING_KEY, or BANK_SECRET.
import { detachedJws } from '@countersign/schemes/jws'

export default detachedJws({
  id: 'bank',
  name: 'Bank',
  hosts: ['api.bank.example'],
  header: 'x-jws-signature',
  examples: [{ name: 'A payment', method: 'POST', path: '/payments', body: '{"amount": "12.50"}' }],
})

// RFC 7797 section 4.2, with the key of RFC 7515 appendix A.1. It names its own host, so it holds whatever
// hosts you name.
export const vectors = [
  {
    name: '$.02, unencoded',
    settings: {
      secret: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
      header: 'x-jws-signature',
      hosts: 'api.bank.example',
    },
    request: { method: 'POST', url: 'https://api.bank.example/payments', body: '$.02' },
    headers: {
      'x-jws-signature':
        'eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY',
    },
  },
]

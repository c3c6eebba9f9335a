// Claims about each request in a JWT (RFC 7519). Copy this file, name your own hosts and claims, and set EXCHANGE_KEY_ID
// and EXCHANGE_SIGNING_KEY, or EXCHANGE_SECRET.
import { signedClaims } from '@countersign/schemes/jws'

export default signedClaims({
  id: 'exchange',
  name: 'Exchange',
  hosts: ['api.exchange.example'],
  lifetime: 120,
  bind: [],
  claims: ({ request, url }) => ({ uri: `${request.method} ${url.host}${url.path}` }),
  examples: [{ name: 'Accounts', method: 'GET', path: '/v3/accounts' }],
})

// Made with npm jose, by the key of RFC 7515 appendix A.1. It names its own host, so it holds whatever hosts you
// name; it is of these claims, so make it anew if yours are others.
export const vectors = [
  {
    name: 'HS256',
    settings: {
      secret: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
      issuer: 'joe',
      lifetime: 120,
      hosts: 'api.exchange.example',
    },
    now: 1300819200,
    nonce: '0f3b',
    request: { method: 'GET', url: 'https://api.exchange.example/v3/accounts?limit=2' },
    headers: {
      Authorization:
        'Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJqb2UiLCJpYXQiOjEzMDA4MTkyMDAsImV4cCI6MTMwMDgxOTMyMCwianRpIjoiMGYzYiIsInVyaSI6IkdFVCBhcGkuZXhjaGFuZ2UuZXhhbXBsZS92My9hY2NvdW50cyJ9.CDoc3EF-dqEqOP3xiwULCPInh9i10lgODnFIed-egxQ',
    },
  },
]

/** A bearer token by client credentials. */
export const token = `import { base64, defineProvider, invalidTokenResponse, parseTokenResponse } from '@countersign/core'
import type { Vector } from '@countersign/verify/vectors'

interface Settings {
  readonly clientId: string
  readonly clientSecret: string
}

// OAuth 2.0 client credentials, RFC 6749 section 4.4: a token is requested, kept until shortly before its end, and
// sent as "Authorization: Bearer …".
export default defineProvider<Settings>({
  id: '<ID>',
  name: '<NAME>',
  // FILL IN: the hosts that may get the credentials, each with its subdomains.
  hosts: ['api.<ID>.example'],
  // FILL IN: these are <PREFIX>CLIENT_ID and <PREFIX>CLIENT_SECRET in every tool.
  settings: [
    { name: 'clientId', about: 'the client id', required: true, secret: false, kind: 'text' },
    { name: 'clientSecret', about: 'the client secret', required: true, secret: true, kind: 'text' },
  ],
  examples: [{ name: 'Account', method: 'GET', path: '/v1/account' }],
  setup: ({ clientId = '', clientSecret = '' }) => ({ clientId, clientSecret }),
  needs: () => ({ body: false, waits: true, how: 'an access token as bearer token' }),
  tokens(origin, { settings: { clientId, clientSecret }, host }) {
    // FILL IN: where a token is requested, and how.
    const url = \`\${origin}/oauth/token\`
    const asked = { provider: '<ID>', url, secrets: [clientSecret] }
    return {
      provider: '<ID>',
      origin,
      // Tells tokens apart, with no secret in it.
      key: \`<ID> \${url} \${clientId} \${host.hash('SHA-256', [clientSecret], 'hex')}\`,
      use: 'until-expiry',
      refreshBefore: 30,
      request: () => ({
        method: 'POST',
        url,
        headers: [
          ['Authorization', \`Basic \${base64(\`\${clientId}:\${clientSecret}\`)}\`],
          ['Content-Type', 'application/x-www-form-urlencoded'],
        ],
        body: 'grant_type=client_credentials',
      }),
      // FILL IN: where the token is in the response, and when it ends, in seconds since 1970.
      read(response) {
        const { access_token: value, expires_in: seconds } = parseTokenResponse(response, asked)
        if (typeof value !== 'string' || typeof seconds !== 'number')
          throw invalidTokenResponse(asked, 'gave no access_token with an expires_in')
        return { value, expiresAt: host.now() + seconds }
      },
    }
  },
})

// FILL IN: what the vendor publishes. Nothing is sent: the vector gives the token. This one was made without
// Countersign:
// printf 'my-client:a-secret-of-yours' | openssl base64 -A
export const vectors: Vector[] = [
  {
    settings: { clientId: 'my-client', clientSecret: 'a-secret-of-yours' },
    token: 'the-token',
    request: { method: 'GET', url: 'https://api.<ID>.example/v1/account' },
    tokenRequest: {
      url: 'https://api.<ID>.example/oauth/token',
      headers: { Authorization: 'Basic bXktY2xpZW50OmEtc2VjcmV0LW9mLXlvdXJz' },
      body: 'grant_type=client_credentials',
    },
    headers: { Authorization: 'Bearer the-token' },
  },
]
`

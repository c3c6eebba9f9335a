/** An HMAC of the query and the body, at the end of the query. */
export const query = `import { defineProvider } from '@countersign/core'
import type { Vector } from '@countersign/verify/vectors'

interface Settings {
  readonly apiKey: string
  readonly apiSecret: string
}

export default defineProvider<Settings>({
  id: '<ID>',
  name: '<NAME>',
  // FILL IN: the hosts that may get the credentials, each with its subdomains.
  hosts: ['api.<ID>.example'],
  // FILL IN: these are <PREFIX>API_KEY and <PREFIX>API_SECRET in every tool.
  settings: [
    { name: 'apiKey', about: 'the API key', required: true, secret: false, kind: 'text' },
    { name: 'apiSecret', about: 'the API secret', required: true, secret: true, kind: 'text' },
  ],
  // FILL IN: where the time is in a signed request, and for how many seconds it is accepted.
  written: { now: { query: 'timestamp' }, maxAge: 300 },
  examples: [{ name: 'Account', method: 'GET', path: '/v1/account?symbol=BTC' }],
  setup: ({ apiKey = '', apiSecret = '' }) => ({ apiKey, apiSecret }),
  needs: () => ({ body: true, waits: false, how: 'HMAC-SHA-256 over query and body' }),
  // FILL IN: what the vendor's page says is signed, and how it is sent. The steps are what \`explain\` shows.
  sign({ request, url, settings, host, trace }) {
    // In milliseconds: Math.floor(host.now() * 1000)
    const timestamp = \`timestamp=\${Math.floor(host.now())}\`
    const query = url.query === '' ? timestamp : \`\${url.query}&\${timestamp}\`
    trace?.('query', query)
    const signature = host.hmac('SHA-256', settings.apiSecret, [query, request.body], 'hex')
    trace?.('signature', signature)
    // Added to the query that is there; what is in it stays as it is.
    return { headers: { 'X-Api-Key': settings.apiKey }, query: \`\${timestamp}&signature=\${signature}\` }
  },
})

// FILL IN: a request that the vendor publishes, with its signature. This one was made without Countersign:
// printf 'symbol=BTC&timestamp=1700000000' | openssl dgst -sha256 -hmac a-secret-of-yours
export const vectors: Vector[] = [
  {
    settings: { apiKey: 'a-key', apiSecret: 'a-secret-of-yours' },
    now: 1700000000,
    request: { method: 'GET', url: 'https://api.<ID>.example/v1/account?symbol=BTC' },
    steps: { signature: '4d8166a85b0ec0686b6f2044070f70e6e6f08a7ddaf0dfe32a719d65f22f4c34' },
    headers: { 'X-Api-Key': 'a-key' },
  },
]
`

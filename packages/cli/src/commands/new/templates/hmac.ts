/** An HMAC of time, method, path and body, in a header. */
export const hmac = `import { defineProvider } from '@countersign/core'
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
  written: { now: { header: 'X-Timestamp' }, maxAge: 300 },
  examples: [{ name: 'Create a thing', method: 'POST', path: '/v1/things', body: '{"amount":50}' }],
  setup: ({ apiKey = '', apiSecret = '' }) => ({ apiKey, apiSecret }),
  needs: () => ({ body: true, waits: false, how: 'HMAC-SHA-256 over time, method, path and body' }),
  // FILL IN: what the vendor's page says is signed, and how it is sent. The steps are what \`explain\` shows.
  sign({ request, url, settings, host, trace }) {
    const timestamp = String(Math.floor(host.now()))
    const target = url.query === '' ? url.path : \`\${url.path}?\${url.query}\`
    const start = \`\${timestamp}\\n\${request.method}\\n\${target}\\n\`
    trace?.('stringToSign', \`\${start}and the body\`)
    const signature = host.hmac('SHA-256', settings.apiSecret, [start, request.body], 'hex')
    trace?.('signature', signature)
    return {
      headers: { 'X-Api-Key': settings.apiKey, 'X-Timestamp': timestamp, 'X-Signature': signature },
    }
  },
})

// FILL IN: a request that the vendor publishes, with its signature. This one was made without Countersign:
// printf '1700000000\\nPOST\\n/v1/things?a=1\\n{"amount":50}' | openssl dgst -sha256 -hmac a-secret-of-yours
export const vectors: Vector[] = [
  {
    settings: { apiKey: 'a-key', apiSecret: 'a-secret-of-yours' },
    now: 1700000000,
    request: { method: 'POST', url: 'https://api.<ID>.example/v1/things?a=1', body: '{"amount":50}' },
    steps: { signature: 'e2d9f406414ace569b436cfbd189b3b0cc7d431f1e6bf52d21eb5a28756dcc33' },
    headers: { 'X-Api-Key': 'a-key', 'X-Timestamp': '1700000000' },
  },
]
`

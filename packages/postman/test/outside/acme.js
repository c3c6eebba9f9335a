/** A scheme of one's own, outside the packages. What it signs has names that describe a provider elsewhere. */
export const acme = {
  id: 'acme',
  name: 'Acme',
  sources: ['https://acme.example/docs'],
  baseUrl: 'https://api.acme.example',
  hosts: ['api.acme.example'],
  settings: [{ name: 'apiKey', about: 'the key', required: true, secret: true, kind: 'text' }],
  examples: [{ name: 'Ping', method: 'POST', path: '/ping', body: '{}' }],
  setup: ({ apiKey = '' }) => ({ apiKey }),
  needs: () => ({ body: true, waits: false, how: 'HMAC over a claim and the body' }),
  sign({ request, settings, host }) {
    const claim = claimOf('a-trace-id')
    const signature = host.hmac('SHA-256', settings.apiKey, [claim, request.body], 'hex')
    return {
      headers: [
        ['X-Acme-Claim', claim],
        ['X-Acme', signature],
      ],
    }
  },
}

function claimOf(trace) {
  const claim = { about: 'payments', sources: ['here'], examples: 1 }
  if (trace) claim.trace = trace
  return JSON.stringify(claim)
}

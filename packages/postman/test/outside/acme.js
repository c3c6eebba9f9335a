/** A scheme of one's own, outside the packages. */
export const acme = {
  id: 'acme',
  name: 'Acme',
  sources: ['https://acme.example/docs'],
  baseUrl: 'https://api.acme.example',
  hosts: ['api.acme.example'],
  settings: [{ name: 'apiKey', about: 'the key', required: true, secret: true, kind: 'text' }],
  examples: [{ name: 'Ping', method: 'POST', path: '/ping', body: '{}' }],
  setup: ({ apiKey = '' }) => ({ apiKey }),
  needs: () => ({ body: true, waits: false, how: 'HMAC over the body' }),
  sign: ({ request, settings, host }) => ({
    headers: [['X-Acme', host.hmac('SHA-256', settings.apiKey, [request.body], 'hex')]],
  }),
}

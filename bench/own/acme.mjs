// A scheme of one's own, as `countersign new acme --like hmac` writes it.
import { defineProvider } from '@countersign/core'

export default defineProvider({
  id: 'acme',
  name: 'Acme',
  hosts: ['api.acme.example'],
  settings: [
    { name: 'apiKey', about: 'the API key', required: true, secret: false, kind: 'text' },
    { name: 'apiSecret', about: 'the API secret', required: true, secret: true, kind: 'text' },
  ],
  written: { now: { header: 'X-Timestamp' }, maxAge: 300 },
  setup: ({ apiKey = '', apiSecret = '' }) => ({ apiKey, apiSecret }),
  needs: () => ({ body: true, waits: false, how: 'HMAC-SHA-256 over time, method, path and body' }),
  sign({ request, url, settings, host, trace }) {
    const timestamp = String(Math.floor(host.now()))
    const target = url.query === '' ? url.path : `${url.path}?${url.query}`
    const start = `${timestamp}\n${request.method}\n${target}\n`
    trace?.('stringToSign', `${start}and the body`)
    const signature = host.hmac('SHA-256', settings.apiSecret, [start, request.body], 'hex')
    trace?.('signature', signature)
    return {
      headers: { 'X-Api-Key': settings.apiKey, 'X-Timestamp': timestamp, 'X-Signature': signature },
    }
  },
})

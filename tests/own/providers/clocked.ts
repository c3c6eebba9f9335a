import { defineProvider, headerValue } from '@countersign/core'

interface Ready {
  readonly secret: string
  /** How far the server's clock is ahead, as its responses say. */
  readonly skew: { seconds: number }
}

export default defineProvider<Ready>({
  id: 'clocked',
  name: 'Clocked',
  hosts: ['api.clocked.example'],
  settings: [{ name: 'secret', about: 'the secret', required: true, secret: true, kind: 'text' }],
  setup: ({ secret = '' }) => ({ secret, skew: { seconds: 0 } }),
  sign({ request, settings: { secret, skew }, host }) {
    const timestamp = String(Math.floor(host.now()) + skew.seconds)
    const signature = host.hmac('SHA-256', secret, [timestamp, request.body], 'hex')
    return { headers: { 'X-Timestamp': timestamp, 'X-Signature': signature } }
  },
  responded({ status, headers }, { settings: { skew }, host }) {
    const date = Date.parse(headerValue(headers, 'Date') ?? '')
    const seconds = Math.round(date / 1000 - host.now())
    if (status !== 401 || Number.isNaN(seconds) || Math.abs(seconds - skew.seconds) < 30) return undefined
    skew.seconds = seconds
    return 'again'
  },
})

import { defineProvider, textOf } from '@countersign/core'

interface Account {
  readonly apiKey: string
  readonly secretKey: string
}

/** https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security */
export default defineProvider<Account>({
  id: 'binance',
  name: 'Binance',
  hosts: ['api.binance.com'],
  settings: [
    { name: 'apiKey', about: 'the API key', required: true, secret: true, kind: 'text' },
    { name: 'secretKey', about: 'the secret key', required: true, secret: true, kind: 'text' },
  ],
  written: { now: { query: 'timestamp', as: '^(\\d+)\\d{3}$' }, maxAge: 5 },
  examples: [
    { name: 'Account', method: 'GET', path: '/api/v3/account' },
    {
      name: 'New order',
      method: 'POST',
      path: '/api/v3/order?symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1',
    },
    { name: 'Cancel an order', method: 'DELETE', path: '/api/v3/order?symbol=LTCBTC&orderId=1' },
  ],
  setup: ({ apiKey = '', secretKey = '' }) => ({ apiKey, secretKey }),
  sign({ request, url, settings, host, trace }) {
    const body = textOf(request.body)
    const hasTimestamp = /(^|&)timestamp=/.test(`${url.query}&${body}`)
    const added = hasTimestamp ? '' : `timestamp=${Math.floor(host.now())}000`
    const query = [url.query, added].filter((part) => part !== '').join('&')
    const totalParams = query + body
    trace?.('totalParams', totalParams)
    const signature = host.hmac('SHA-256', settings.secretKey, [totalParams], 'hex')
    trace?.('signature', signature)
    return {
      headers: { 'X-MBX-APIKEY': settings.apiKey },
      query: [added, `signature=${signature}`].filter((part) => part !== '').join('&'),
      secrets: ['X-MBX-APIKEY'],
    }
  },
})

// The published example: https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md
const settings = {
  apiKey: 'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A',
  secretKey: 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j',
}

export const vectors = [
  {
    settings,
    request: {
      method: 'POST',
      url: 'https://api.binance.com/api/v3/order?symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559',
    },
    steps: { signature: 'c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71' },
    headers: { 'X-MBX-APIKEY': settings.apiKey },
  },
  {
    settings,
    request: {
      method: 'POST',
      url: 'https://api.binance.com/api/v3/order?symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559',
    },
    steps: { signature: '0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77' },
  },
]

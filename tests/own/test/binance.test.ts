import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { type BinanceServer, startBinance } from './binance-server.js'
import { built, countersign, type Own, type Sending, TOOLS, tools } from './own.js'

// The keys of the published examples.
const settings = {
  apiKey: 'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A',
  secretKey: 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j',
}
const ORDER = 'symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC'

let server: BinanceServer
let own: Own
beforeAll(async () => {
  server = await startBinance(settings.apiKey, settings.secretKey)
  own = await built('binance.ts', 'binance', settings, server.origin)
})
afterEach(() => void server.seen.splice(0))
afterAll(() => server?.close())

const requests: readonly Sending[] = [
  { method: 'GET', path: '/api/v3/account' },
  { method: 'DELETE', path: '/api/v3/order?symbol=LTCBTC&orderId=1' },
  {
    method: 'POST',
    path: `/api/v3/order?${ORDER}`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'quantity=1&price=0.1',
  },
]

describe('Binance: an HMAC in the query', () => {
  it.each(tools)('in %s: GET, POST and DELETE are accepted', async (name) => {
    if (name.startsWith('k6') && !inject(name === 'k6' ? 'k6' : 'extension')) return
    await TOOLS[name]?.(own, requests)
    expect(server.seen).toEqual(
      requests.map(({ method, path }) => ({ method, path: path.split('?')[0], code: 0 })),
    )
  })

  it('a wrong secret is not accepted', async () => {
    const env = { ...own.env, BINANCE_SECRET_KEY: 'another' }
    const sent = await countersign(
      ['send', 'GET', `${own.origin}/api/v3/account`, '--use', 'binance.ts', '--fail'],
      own.folder,
      env,
    )
    expect(sent.code).toBe(1)
    expect(server.seen).toEqual([expect.objectContaining({ code: -1022 })])
  })

  // https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md
  it.each([
    [
      'all in the query',
      [
        `https://api.binance.com/api/v3/order?${ORDER}&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559`,
      ],
      'c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71',
    ],
    [
      'query and body',
      [
        `https://api.binance.com/api/v3/order?${ORDER}`,
        '--body',
        'quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559',
      ],
      '0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77',
    ],
  ])('the published example, %s', async (_name, words, signature) => {
    for (const method of ['POST', ...(words.length === 1 ? ['GET', 'DELETE'] : [])]) {
      const args = ['sign', method, ...words, '--use', 'binance.ts', '--json']
      const { code, text } = await countersign(args, own.folder, own.env)
      expect({ code, text }).toMatchObject({ code: 0 })
      expect(new URL(JSON.parse(text).url).searchParams.get('signature')).toBe(signature)
    }
  })
})

import { createHmac } from 'node:crypto'
import { bodyOf, type Listening, listen } from './listen.js'

export interface Seen {
  readonly method: string
  readonly path: string
  readonly code: number
  readonly msg?: string
}

export interface BinanceServer extends Listening {
  readonly seen: Seen[]
}

/**
 * What Binance checks of a signed request, from its page alone.
 * @see https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security
 */
export async function startBinance(apiKey: string, secretKey: string): Promise<BinanceServer> {
  const seen: Seen[] = []

  function check(key: unknown, query: string, body: string): { code: number; msg?: string } {
    if (key !== apiKey) return { code: -2014, msg: 'API-key format invalid.' }
    const [, signed = '', signature = ''] = /^(.*)&signature=([0-9a-f]{64})$/.exec(query) ?? []
    const timestamp = Number(/(?:^|&)timestamp=(\d+)/.exec(`${signed}&${body}`)?.[1])
    if (!(Math.abs(Date.now() - timestamp) < 30_000))
      return { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' }
    const expected = createHmac('sha256', secretKey)
      .update(signed + body)
      .digest('hex')
    return signature === expected
      ? { code: 0 }
      : { code: -1022, msg: 'Signature for this request is not valid.' }
  }

  const server = await listen(async (request, response) => {
    const body = await bodyOf(request)
    const { method = '', url = '', headers } = request
    const [path = '', ...query] = url.split('?')
    const result = check(headers['x-mbx-apikey'], query.join('?'), body)
    seen.push({ method, path, ...result })
    response.writeHead(result.code === 0 ? 200 : 400, { 'content-type': 'application/json' })
    response.end(JSON.stringify(result))
  })
  return { ...server, seen }
}

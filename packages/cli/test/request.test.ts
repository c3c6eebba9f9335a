import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { run } from './run.js'

let port = 0
const arrived: string[] = []
const server = createServer(({ url = '' }, response) => {
  arrived.push(url)
  response.end()
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => void server.close())

// What a provider is shown is what arrives; on the right, what RFC 3986 lets a path hold.
const URLS: readonly (readonly [written: string, sent: string])[] = [
  ['', '/'],
  ['/', '/'],
  ['/a b', '/a%20b'],
  ['/é', '/%C3%A9'],
  ["/it's", "/it's"],
  ['/"q"', '/%22q%22'],
  ['/<x>', '/%3Cx%3E'],
  ['/{x}', '/%7Bx%7D'],
  ['/a/./b', '/a/b'],
  ['/a/../b', '/b'],
  ['/a/%2e%2e/b', '/b'],
  ['/a/..', '/'],
  ['/../../a', '/a'],
  ['//a', '//a'],
  ['/a//b', '/a//b'],
  ['/a?', '/a'],
  ['?', '/'],
  ['/a?#f', '/a'],
  ['/a#f', '/a'],
  ['/a#', '/a'],
  ['?q=1', '/?q=1'],
  ['/a?q=a b', '/a?q=a%20b'],
  ['/a?q=é', '/a?q=%C3%A9'],
  ["/a?q='x'", '/a?q=%27x%27'],
  ['/a?q="x"', '/a?q=%22x%22'],
  ['/a?q=<x>', '/a?q=%3Cx%3E'],
  ['/a?q={x}', '/a?q={x}'],
  ['/a?q=a|b', '/a?q=a|b'],
  ['/a?q=a^b', '/a?q=a^b'],
  ['/a?q=`x`', '/a?q=`x`'],
  ['/a?q=../b', '/a?q=../b'],
  ['/a?q=?', '/a?q=?'],
  ['/a?q=1&&r', '/a?q=1&&r'],
  ['/a?q=1#f?x', '/a?q=1'],
  ['/%C3%A9', '/%C3%A9'],
  ['/%c3%a9', '/%c3%a9'],
  ['/a%2Fb', '/a%2Fb'],
  ['/a%zz', '/a%zz'],
  ['/a;b=1,c', '/a;b=1,c'],
  ['/a+b?c+d', '/a+b?c+d'],
  ['/💶', '/%F0%9F%92%B6'],
  ['/a:b@c', '/a:b@c'],
  ['/a|b', '/a|b'],
]

it('shows a provider the URL that is sent, of 40 and more', { timeout: 120_000 }, async () => {
  const env = {
    INQUD_TOKEN_ID: 'TKN-1',
    INQUD_TOKEN_SECRET: 'throwaway-throwaway',
    INQUD_HOSTS: `127.0.0.1:${port}`,
  }
  expect(URLS.length).toBeGreaterThan(40)
  const { createSigner, providers } = await import('@countersign/core')
  const { nodeHost, nodeSend } = await import('@countersign/hosts/node')
  const { sentUrl } = await import('../src/request.js')
  const origin = `http://127.0.0.1:${port}`
  const seen: string[] = []
  const [inqud] = providers.filter(({ id }) => id === 'inqud')
  if (!inqud?.sign) throw new Error('inqud signs')
  const { sign } = inqud
  const watching = {
    ...inqud,
    sign: (call: Parameters<typeof sign>[0]) => {
      seen.push(call.request.url)
      return sign(call)
    },
  }
  const signer = createSigner({
    providers: [watching],
    settings: (name) => env[name as keyof typeof env],
    host: nodeHost(),
  })
  for (const [written, sent] of URLS) {
    const signed = signer.sign({ method: 'GET', url: sentUrl(`${origin}${written}`), headers: [], body: '' })
    await nodeSend()(signed.request)
    expect([written, seen.at(-1)]).toEqual([written, `${origin}${sent}`])
    expect([written, arrived.at(-1)]).toEqual([written, sent])
  }
  // The commands do so.
  for (const written of ['/a b?q=é', '/x/../{y}?']) {
    const { json } = await run(['sign', 'GET', `${origin}${written}`, '--json'], { env })
    await run(['send', 'GET', `${origin}${written}`], { env })
    expect(json.url).toBe(`${origin}${arrived.at(-1)}`)
  }
})

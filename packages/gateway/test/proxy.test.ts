import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tunnelThrough } from '@countersign/hosts/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { running } from './gateway.js'
import { type Recorder, recorder } from './upstream.js'

let upstream: Recorder
let proxy: URL
const asked: (string | undefined)[] = []
const server = createServer()
beforeAll(async () => {
  upstream = await recorder()
  server.on('connect', ({ url }: IncomingMessage, client: Socket) => {
    asked.push(url)
    if (url?.startsWith('closed')) return client.end('HTTP/1.1 407 No\r\n\r\n')
    const { port } = new URL(upstream.origin)
    const far = connect(Number(port), '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'))
    far.pipe(client).pipe(far)
    for (const end of [far, client]) end.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
afterAll(async () => {
  await upstream.close()
  server.closeAllConnections()
  server.close()
})

it('reaches a provider through a proxy, and says if the proxy refuses', async () => {
  const reach = () => ({
    connect: tunnelThrough(proxy),
    advise: ({ code }: { code: string }) => `(${code})`,
  })
  // 127.0.0.1 by another name: plain http is for this machine alone.
  const gateway = await running('http://localhost:1', { reach })
  expect(await (await fetch(`${gateway.url}/acme/x`)).text()).toBe('ok')
  expect(upstream.arrived[0]?.line).toBe('GET /x HTTP/1.1')
  await gateway.close()
  const closed = await running('https://closed.example', { reach })
  const response = await fetch(`${closed.url}/acme/x`)
  await closed.close()
  expect(response.status).toBe(502)
  expect(((await response.json()) as { detail: string }).detail).toBe(
    `The proxy ${proxy.host} refused to connect: 407 Proxy Authentication Required. (PROXY_407)`,
  )
  expect(asked).toEqual(['localhost:1', 'closed.example:443'])
})

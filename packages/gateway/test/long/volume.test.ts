import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { createSigner, memoryTokens, providers } from '@countersign/core'
import { nodeHost, nodeNow } from '@countersign/hosts/node'
import { startSandbox } from '@countersign/sandbox'
import { request as send } from 'undici'
import { expect, it } from 'vitest'
import { createGateway } from '../../dist/index.js'
import { acme, plain, running, SECRET } from '../gateway.js'
import { signatureOf } from '../upstream.js'

it('10,000 requests from 50 connections, over four providers and one of one’s own: all accepted', async () => {
  const refused: unknown[] = []
  const sandbox = await startSandbox({
    mastercard: { mutualTls: false },
    tokenLifetime: 5,
    onRequest: (record) => {
      if (!record.accepted) refused.push(record)
    },
  })
  // Shares nothing with the provider.
  const own = createServer(async (message, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk as Buffer)
    const { method = '', url = '', headers } = message
    const isRight = headers['x-signature'] === signatureOf(SECRET, method, url, Buffer.concat(chunks))
    response.writeHead(isRight ? 200 : 401).end()
  }).listen(0, '127.0.0.1')
  await once(own, 'listening')
  const ownHost = `127.0.0.1:${(own.address() as AddressInfo).port}`
  const env: Record<string, string> = { ...sandbox.env, ACME_SECRET: SECRET, ACME_HOSTS: ownHost }
  const tokens = memoryTokens({ now: nodeNow, drain: 1, wait: (seconds) => delay(seconds * 1000) })
  const signer = createSigner({
    providers: [...providers, acme],
    settings: (name) => env[name],
    host: nodeHost({ tokens }),
  })
  const origins: Record<string, string> = { ...sandbox.origins, acme: `http://${ownHost}` }
  const routes = [...providers, acme].flatMap((provider) => {
    const origin = origins[provider.id]
    return origin === undefined ? [] : [{ provider, origin }]
  })
  const { server, close } = createGateway({
    signer,
    routes,
    reach: () => ({}),
    allowed: [],
    isLocal: true,
    origins: [],
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const statuses = new Map<number, number>()
  let next = 0
  const caller = async () => {
    for (let n = next++; n < 10_000; n = next++) {
      const { provider } = routes[n % routes.length] as (typeof routes)[number]
      const { statusCode, body } = await send(`${base}/${provider.id}/v1/x?n=${n}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ n }),
      })
      await body.dump()
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: 50 }, caller))
  expect([...statuses]).toEqual([[200, 10_000]])
  expect(refused).toEqual([])
  await close()
  own.close()
  await sandbox.close()
}, 600_000)

const GIGABYTE = 2 ** 30
const CHUNK = Buffer.alloc(64 * 1024, 'x')

it('a gigabyte up and a gigabyte down take constant memory', async () => {
  let received = 0
  const upstream = createServer(async (message, response) => {
    for await (const chunk of message) received += (chunk as Buffer).length
    function* parts() {
      for (let sent = 0; sent < GIGABYTE; sent += CHUNK.length) yield CHUNK
    }
    if (message.method === 'GET') Readable.from(parts()).pipe(response)
    else response.end('ok')
  }).listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  const gateway = await running(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`, {
    provider: plain,
  })
  const before = process.memoryUsage().rss
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
  async function* body() {
    for (let sent = 0; sent < GIGABYTE; sent += CHUNK.length) yield CHUNK
  }
  const up = await send(`${gateway.url}/x`, { method: 'PUT', body: Readable.from(body()) })
  await up.body.dump()
  expect([up.statusCode, received]).toEqual([200, GIGABYTE])
  const down = await send(`${gateway.url}/x`)
  let length = 0
  for await (const chunk of down.body) length += chunk.length
  expect(length).toBe(GIGABYTE)
  clearInterval(watch)
  // Client, gateway and provider share this process.
  expect((most - before) / 2 ** 20).toBeLessThan(200)
  await gateway.close()
  upstream.close()
}, 600_000)

it('clients that go away half way leave nothing behind', async () => {
  const upstream = createServer((message, response) => {
    message.resume()
    response.writeHead(200)
    const timer = setInterval(() => response.write(CHUNK), 5)
    response.on('close', () => clearInterval(timer))
  }).listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  const gateway = await running(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`, {
    provider: plain,
  })
  for (let round = 0; round < 200; round++) {
    const ending = new AbortController()
    const { body } = await send(`${gateway.url}/x`, { signal: ending.signal })
    await once(body, 'data')
    body.on('error', () => {})
    ending.abort()
  }
  await delay(500)
  const open = await new Promise<number>((resolve) =>
    upstream.getConnections((_error, count) => resolve(count)),
  )
  expect(open).toBeLessThan(5)
  await gateway.close()
  upstream.close()
}, 120_000)

import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSigner, type Provider } from '@countersign/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signedFetch, webcryptoHost } from '../src/webcrypto.js'

const arrived: { headers: IncomingMessage['headers']; url: string; body: string }[] = []
const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  arrived.push({ headers: request.headers, url: request.url ?? '', body })
  if (request.url === '/token') return response.end('{"value":"t-1"}')
  if (request.url === '/moved') return response.writeHead(302, { Location: '/elsewhere' }).end()
  if (request.url === '/sealed') return response.end('sealed:hello')
  if (request.headers['x-nonce'] !== 'from-the-server')
    return response.writeHead(401, { 'X-Nonce': 'from-the-server' }).end()
  return response.end('right')
})
let origin = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

/** A scheme with a nonce of the server, a token of its own scheme, and sealed responses. */
const acme: Provider<{ key: string; nonce: string }> = {
  id: 'acme',
  name: 'Acme',
  hosts: ['acme.example'],
  settings: [{ name: 'key', about: 'the key', required: true, secret: true, kind: 'text' }],
  setup: ({ key = '' }) => ({ key, nonce: 'none' }),
  tokens: (origin, { host }) => ({
    provider: 'acme',
    origin,
    key: 'acme',
    use: 'until-expiry',
    scheme: 'DPoP',
    refreshBefore: 0,
    requestAsync: async () => ({ method: 'GET', url: `${origin}/token`, headers: [], body: '' }),
    read: ({ body }) => ({
      value: JSON.parse(new TextDecoder().decode(body as Uint8Array)).value,
      expiresAt: host.now() + 60,
    }),
  }),
  needs: ({ url: { path } }) => ({ body: true, waits: path === '/with-token', how: 'HMAC' }),
  sign: ({ settings: { key, nonce }, host, request: { body } }) => ({
    headers: { 'X-Nonce': nonce, 'X-Signature': host.hmac('SHA-256', key, [nonce, body], 'hex') },
  }),
  responded: ({ status, headers }, { settings }) => {
    const nonce = headers.find(([name]) => name.toLowerCase() === 'x-nonce')?.[1]
    if (status !== 401 || !nonce) return undefined
    settings.nonce = nonce
    return 'again'
  },
  open: async ({ response: { body } }) => {
    const text = new TextDecoder().decode(body as Uint8Array)
    return text.startsWith('sealed:') ? { body: new Uint8Array(Buffer.from(text.slice(7))) } : {}
  },
}

function fetchOf(): typeof fetch {
  const settings = (name: string) => ({ ACME_KEY: 'a-secret-key', ACME_HOSTS: new URL(origin).host })[name]
  return signedFetch(createSigner({ providers: [acme], settings, host: webcryptoHost(crypto) }))
}

it('signs, and once more with the nonce that the server gave', async () => {
  const fetch = fetchOf()
  const start = arrived.length
  const response = await fetch(`${origin}/a?b=ü`, { method: 'POST', body: '{"a":1}' })
  expect([response.status, await response.text()]).toEqual([200, 'right'])
  expect(arrived.slice(start).map(({ headers }) => headers['x-nonce'])).toEqual(['none', 'from-the-server'])
  expect(arrived.at(-1)).toMatchObject({ url: '/a?b=%C3%BC', body: '{"a":1}' })
  await fetch(`${origin}/a`)
  expect(arrived.length - start).toBe(3)
})

it('has tokens over fetch, by the word of their scheme', async () => {
  const response = await fetchOf()(`${origin}/with-token`)
  expect(await response.text()).toBe('right')
  expect(arrived.at(-1)?.headers.authorization).toBe('DPoP t-1')
  expect(arrived.filter(({ url }) => url === '/token')).toHaveLength(1)
})

it('follows no redirect unless asked to, and opens responses', async () => {
  const response = await fetchOf()(`${origin}/moved`)
  expect(response.status).toBe(302)
  expect(arrived.some(({ url }) => url === '/elsewhere')).toBe(false)
  expect(await (await fetchOf()(new Request(`${origin}/sealed`))).text()).toBe('hello')
})

it('leaves alone what no provider claims', async () => {
  const settings = (name: string) => (name === 'ACME_KEY' ? 'a-secret-key' : undefined)
  const plain = signedFetch(createSigner({ providers: [acme], settings, host: webcryptoHost(crypto) }))
  await plain(`${origin}/other`, { headers: { 'X-Own': '1' } })
  expect(arrived.at(-1)?.headers).toMatchObject({ 'x-own': '1' })
  expect(arrived.at(-1)?.headers).not.toHaveProperty('x-signature')
})

it('sends nothing to a provider whose settings were forgotten', async () => {
  const sent: string[] = []
  const recorded = async (url: string) => {
    sent.push(url)
    return new Response('right')
  }
  const fetchWith = (settings: (name: string) => string | undefined) =>
    signedFetch(createSigner({ providers: [acme], settings, host: webcryptoHost(crypto) }), recorded as never)
  await expect(fetchWith(() => undefined)('https://acme.example/pay')).rejects.toThrow(
    "Acme: ACME_KEY is missing. Set it, or leave the provider out of the signer's list.",
  )
  expect(sent).toEqual([])
  await fetchWith((name) => (name === 'COUNTERSIGN' ? 'off' : undefined))('https://acme.example/pay')
  expect(sent).toEqual(['https://acme.example/pay'])
})

import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Rendered } from './app.js'
import { BOTH, inWorlds, POST_JSON } from './worlds.js'

/** A server that keeps the very bytes that come in. */
let server: Server
let arrived: Buffer[] = []
let port = 0

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('data', (chunk) => {
      arrived.push(chunk)
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as { port: number }).port
})
afterAll(() => void server.close())

const REQUESTS: [string, Partial<Rendered>][] = [
  ['JSON', {}],
  ['a header with a line end', { headers: [{ name: 'X-Note', value: 'a\r\nX-Other: yes' }] }],
  ['half of a surrogate pair', { body: { mimeType: 'text/plain', text: '\ud800' } }],
  [
    'a form',
    { body: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'a b', value: 'é' }] } },
  ],
  ['a multipart form', { body: { mimeType: 'multipart/form-data', params: [{ name: 'a', value: 'b' }] } }],
  ['GraphQL', { body: { mimeType: 'application/graphql', text: '{"query":"{a}","variables":"{}"}' } }],
  ['repeated headers', { headers: ['1', '2'].map((value) => ({ name: 'X-Many', value })) }],
  ['parameters', { parameters: [{ name: 'a b', value: 'c,d' }, { name: 'none' }] }],
]

/** Hosts that are nobody's: look-alikes, and settings that are wrong. */
const LEFT_ALONE: [string, (url: string) => string, Record<string, unknown>][] = [
  ['a host of nobody', (url) => url, {}],
  ['a provider in the query', (url) => `${url}?x=api.imbursepayments.com`, {}],
  ['a provider in the path', (url) => `${url}/api.inqud.com/`, {}],
  [
    'a provider without settings',
    (url) => url,
    { INQUD_TOKEN_ID: '', INQUD_TOKEN_SECRET: '', INQUD_HOSTS: '' },
  ],
  ['hosts that cannot be read', (url) => url, { INQUD_HOSTS: 'https://nonsense/' }],
  [
    'settings of the wrong kind',
    (url) => url,
    { INQUD_TOKEN_SECRET: { a: 1 }, IMBURSE_HOSTS: ['x'], MASTERCARD_HOSTS: 7 },
  ],
  [
    'an environment with keys of a prototype',
    (url) => url,
    JSON.parse('{"__proto__": {"INQUD_HOSTS": "127.0.0.1"}, "constructor": 1}'),
  ],
  ['a switch of the wrong kind', (url) => url, { COUNTERSIGN: { toString: 'no' } }],
]

inWorlds(BOTH, (world, kind) => {
  /** The bytes that arrive, with and without the plugin at work. */
  async function bytesOf(request: Partial<Rendered> & { url: string }, environment: Record<string, unknown>) {
    arrived = []
    const done = await world.send(request, { environment })
    expect([done.error, done.told.alerts]).toEqual([undefined, []])
    return Buffer.concat(arrived).toString('latin1')
  }

  const url = () => `http://127.0.0.1:${port}/v1/things`
  // The sandbox listens at this address, too: the port tells them apart.
  const off = () => ({ ...world.env, COUNTERSIGN: 'off' })

  it.each(REQUESTS)('%s to a host of nobody: byte for byte what it was', async (_name, request) => {
    const without = await bytesOf({ url: url(), ...request }, off())
    expect(without).toMatch(/^POST \/v1\/things/)
    expect(await bytesOf({ url: url(), ...request }, world.env)).toBe(without)
  })

  it.each(LEFT_ALONE)('%s: byte for byte what it was', async (_name, change, set) => {
    const without = await bytesOf({ url: change(url()) }, off())
    expect(await bytesOf({ url: change(url()) }, { ...world.env, ...set })).toBe(without)
  })

  it('a URL that cannot be judged is left to the app', async () => {
    for (const odd of ['http://', 'not a url', 'http://elsewhere.example\\@x/', 'ftp://x:99999/']) {
      const done = await world.send({ url: odd }, { dryRun: true })
      expect([done.thrown, done.rendered?.url, done.rendered?.headers]).toEqual([
        undefined,
        odd.includes('://') ? odd : `http://${odd}`,
        POST_JSON.headers,
      ])
    }
  })

  if (kind === 'full') {
    it('a fault in reading the environment: others go on, and a provider gets nothing unsigned', async () => {
      const bare = await world.send({ url: url() }, { dryRun: true, hostile: true })
      expect([bare.thrown, bare.told.alerts]).toEqual([undefined, []])
      expect(bare.rendered).toMatchObject({ url: url(), headers: POST_JSON.headers, body: POST_JSON.body })
      const ours = await world.send({ url: 'https://api.inqud.com/x' }, { dryRun: true, hostile: true })
      expect(ours.wire).toBeUndefined()
      expect(ours.told.alerts).toEqual([expect.stringMatching(/not sent/)])
    })
  }

  it('a response of nobody is not read', async () => {
    const done = await world.send({ url: url() })
    expect(done.told).not.toHaveProperty('read')
    expect(Buffer.from(done.response?.body ?? []).toString()).toBe('{}')
  })
})

describe('hosts that only look like a provider’s', () => {
  inWorlds(BOTH, (world) => {
    it.each([
      'https://api.inqud.com.elsewhere.example/',
      'https://api-inqud.com/',
      'https://elsewhere.example/api.inqud.com',
      'https://xapi.inqud.com/',
      'https://elsewhere.example/?https://api.inqud.com/',
      'https://elsewhere.example/#@api.inqud.com/',
    ])('%s gets nothing', async (look) => {
      const done = await world.send({ url: look }, { dryRun: true })
      expect(done.rendered).toMatchObject({ url: look, headers: POST_JSON.headers, body: POST_JSON.body })
      expect(done.told.alerts).toEqual([])
    })

    it.each(['https://api.inqud.com/', 'https://eu.api.inqud.com/x', 'https://API.Inqud.COM:443/'])(
      '%s is signed',
      async (real) => {
        const done = await world.send({ url: real }, { dryRun: true })
        expect(done.rendered?.headers.map(({ name }) => name)).toContain('X-HMAC-SHA256-Signature')
      },
    )
  })
})

import { defineProvider } from '@countersign/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Exchanged } from '../dist/index.js'
import { acme, type Running, raw, running } from './gateway.js'
import { type Recorder, recorder } from './upstream.js'

/** Its responses may be sealed, so they are held. */
const sealing = defineProvider({
  ...acme,
  id: 'sealing',
  open: async ({ response }) =>
    Buffer.from(response.body).toString() === 'sealed' ? { body: new Uint8Array([111, 107]) } : {},
})

let upstream: Recorder
let gateway: Running
let opening: Running
let paged: Running
beforeAll(async () => {
  upstream = await recorder()
  gateway = await running(upstream.origin)
  opening = await running(upstream.origin, { provider: sealing })
  paged = await running(upstream.origin, { origins: ['http://localhost:3000'] })
})
afterAll(async () => {
  for (const one of [gateway, opening, paged]) await one.close()
  await upstream.close()
})
beforeEach(() => {
  upstream.arrived.length = 0
})

const sent = (head: string, body = '') => {
  upstream.reply = () => Buffer.from(`HTTP/1.1 ${head}\r\n\r\n${body}`, 'latin1')
}
const got = (to: Running, method = 'GET', version = '1.1', more = '') =>
  raw(to.port, `${method} /x HTTP/${version}\r\nHost: 127.0.0.1\r\nConnection: close\r\n${more}\r\n`)

describe('a response without a body keeps what it says of its length', () => {
  it.each([
    ['304', 'GET', '304 Not Modified'],
    ['HEAD', 'HEAD', '200 OK'],
  ])('%s', async (_what, method, status) => {
    for (const to of [gateway, opening]) {
      sent(`${status}\r\nContent-Type: application/json\r\nContent-Length: 1234`)
      const text = await got(to, method)
      expect(text).toMatch(
        new RegExp(`^HTTP/1\\.1 ${status}\r\n(?:.+\r\n)*Content-Length: 1234\r\n(?:.+\r\n)*\r\n$`),
      )
    }
  })

  it('but 204 may have none (RFC 9110 section 8.6)', async () => {
    sent('204 No Content\r\nContent-Length: 3')
    expect(await got(gateway)).toBe('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n')
  })
})

describe('trailers that cannot be sent are left out', () => {
  const chunks = '2\r\nok\r\n0\r\nX-A: b\r\n\r\n'
  it.each([
    ['to HEAD', 'HEAD', '1.1', 'Trailer: X-A\r\nTransfer-Encoding: chunked', ''],
    ['to HTTP/1.0', 'GET', '1.0', 'Trailer: X-A\r\nTransfer-Encoding: chunked', chunks],
    ['beside a length', 'GET', '1.1', 'Trailer: X-A\r\nContent-Length: 2', 'ok'],
  ])('%s', async (_what, method, version, head, body) => {
    sent(`200 OK\r\n${head}`, body)
    expect(await got(gateway, method, version)).toMatch(
      method === 'HEAD' ? /^HTTP\/1\.1 200 [\s\S]*\r\n\r\n$/ : /^HTTP\/1\.1 200 [\s\S]*\r\n\r\nok$/,
    )
  })
})

describe('a reason', () => {
  it('in UTF-8 keeps its bytes', async () => {
    sent(`200 ${Buffer.from('é').toString('latin1')}\r\nContent-Length: 2`, 'ok')
    expect(await got(gateway)).toContain(`HTTP/1.1 200 ${Buffer.from('é').toString('latin1')}\r\n`)
  })

  it('in Latin-1 is left out', async () => {
    sent('200 caf\xe9\r\nContent-Length: 2', 'ok')
    expect(await got(gateway)).toMatch(/^HTTP\/1\.1 200 \r\n/)
  })
})

describe('a provider that', () => {
  it('sends nothing but 1xx', async () => {
    sent(`103 Early Hints${'\r\n\r\nHTTP/1.1 103 Early Hints'.repeat(200)}`)
    expect(await got(gateway)).toMatch(/^HTTP\/1\.1 502 [\s\S]*1xx/)
  })

  it('sends a coding that would be handed on without a word', async () => {
    sent('200 OK\r\nTransfer-Encoding: gzip', 'ok')
    expect(await got(gateway)).toMatch(/^HTTP\/1\.1 502 /)
  })

  it('sends events is not waited for, though others of its responses are held', async () => {
    upstream.reply = (_arrived, socket) => {
      setTimeout(() => socket.end('data: 2\n\n'), 200)
      return 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n'
    }
    expect(await got(opening)).toMatch(/data: 1\n\n\r\n9\r\ndata: 2\n\n/)
  })
})

it('a listed page gets one word on CORS, with a refusal too', async () => {
  const origin = 'Origin: http://localhost:3000\r\n'
  sent('200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2', 'ok')
  const given = await got(paged, 'GET', '1.1', origin)
  expect(given.match(/Access-Control-Allow-Origin: .*/g)).toEqual([
    'Access-Control-Allow-Origin: http://localhost:3000',
  ])
  upstream.reply = () => undefined
  const refused = await got(paged, 'POST', '1.1', origin)
  expect(refused).toMatch(/^HTTP\/1\.1 502 [\s\S]*Access-Control-Allow-Origin: http:\/\/localhost:3000/)
})

describe('who watches gets the body of the response, as the client got it', () => {
  const watched = async (provider: typeof acme, head: string, body: string) => {
    const seen: Exchanged[] = []
    const to = await running(upstream.origin, { provider, watch: (exchanged) => seen.push(exchanged) })
    sent(head, body)
    const text = await got(to)
    const found = await seen[0]?.responseBody
    await to.close()
    return { text, ...found, bytes: found?.bytes.toString() }
  }

  it.each([
    ['streamed', acme, 'text/plain', 'hello', 'hello', false],
    ['opened', sealing, 'application/json', 'sealed', 'ok', true],
  ])('%s', async (_what, provider, type, body, bytes, isOpened) => {
    const head = `200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}`
    const { text, ...found } = await watched(provider, head, body)
    expect(text.endsWith(`\r\n\r\n${bytes}`)).toBe(true)
    expect(found).toEqual({ bytes, length: bytes.length, isOpened })
  })

  it('of a long one its beginning, and of one that is cut off what came', async () => {
    const long = 'x'.repeat(100_000)
    const whole = await watched(acme, `200 OK\r\nContent-Length: ${long.length}`, long)
    expect(whole).toMatchObject({ bytes: long.slice(0, 65_536), length: 100_000 })
    const cut = await watched(acme, '200 OK\r\nConnection: close\r\nContent-Length: 10', 'half')
    expect(cut.bytes).toBe('half')
  })
})

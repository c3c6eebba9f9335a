import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { Request } from '@countersign/core/message'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { nodeSend } from '../src/node.js'
import { certificateFor } from './certificate.js'

const closing: { close(): void; closeAllConnections?(): void }[] = []
afterEach(() => {
  for (const server of closing.splice(0)) {
    server.closeAllConnections?.()
    server.close()
  }
})

async function listening(server: Server): Promise<number> {
  closing.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const serve = async (listener: RequestListener) =>
  `http://127.0.0.1:${await listening(createServer(listener))}`

/** A server that does as it is told with each connection. */
async function raw(handle: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.once('data', () => handle(socket))
  })
  closing.push({ close: () => sockets.forEach((socket) => void socket.destroy()) })
  return `http://127.0.0.1:${await listening(server)}`
}

const get = (url: string, change: Partial<Request> = {}): Request => ({
  method: 'GET',
  url,
  headers: [],
  body: '',
  ...change,
})

const textOf = (body: string | Uint8Array) => Buffer.from(body).toString()

describe('what is sent', () => {
  interface Seen {
    method?: string
    url?: string
    headers: string[]
    body: string
  }

  async function seen(request: Partial<Request>): Promise<Seen> {
    const origin = await serve(async (incoming, answer) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk)
      const { method, url, rawHeaders: headers } = incoming
      answer.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString('hex') }))
    })
    const answer = await nodeSend()(get(`${origin}/path?a=b%20c`, request))
    return JSON.parse(textOf(answer.body))
  }

  test('method, path, headers with their capitals, and the bytes of a text', async () => {
    const headers = [
      ['X-One', '1'],
      ['Authorization', 'Hmac a:b'],
      ['x-one', '2'],
    ] as const
    const { method, url, body, headers: sent } = await seen({ method: 'POST', headers, body: 'Zoë' })
    expect([method, url, body]).toEqual(['POST', '/path?a=b%20c', Buffer.from('Zoë').toString('hex')])
    expect(sent.join()).toContain('X-One,1,X-One,2')
    expect(sent.join()).toContain('Authorization,Hmac a:b')
    expect(sent.join()).toContain('Content-Length,4')
  })

  test('bytes as they are, and an empty POST has a length', async () => {
    expect((await seen({ method: 'PUT', body: new Uint8Array([255, 0, 13, 10]) })).body).toBe('ff000d0a')
    expect((await seen({ method: 'POST' })).headers.join()).toContain('Content-Length,0')
  })

  test('a GET carries a body where it is given one, and no length where not', async () => {
    expect((await seen({ body: 'x' })).body).toBe('78')
    expect((await seen({})).headers.join()).not.toMatch(/content-length|transfer-encoding/i)
  })
})

describe('what is read', () => {
  test('status, headers as they came, body', async () => {
    const origin = await serve((_incoming, answer) => {
      answer.writeHead(201, ['X-A', '1', 'x-a', '2', 'Set-Cookie', 'c'])
      answer.end('{"a":"ë"}')
    })
    const { status, headers, body } = await nodeSend()(get(origin))
    expect([status, textOf(body)]).toEqual([201, '{"a":"ë"}'])
    expect(headers).toEqual(
      expect.arrayContaining([
        ['X-A', '1'],
        ['x-a', '2'],
        ['Set-Cookie', 'c'],
      ]),
    )
  })

  test('a redirect is an answer, and is not followed', async () => {
    let asked = 0
    const origin = await serve((_incoming, answer) => {
      asked++
      answer.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect((await nodeSend()(get(origin))).status).toBe(302)
    expect(asked).toBe(1)
  })

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (bytes: Buffer) => bytes],
    ['deflate, gzip', (bytes: Buffer) => gzipSync(deflateSync(bytes))],
  ])('the content encoding %s is undone', async (encoding, encode) => {
    const origin = await serve((_incoming, answer) => {
      answer.writeHead(200, { 'content-encoding': encoding }).end(encode(Buffer.from('plain')))
    })
    expect(textOf((await nodeSend()(get(origin))).body)).toBe('plain')
  })

  test('an answer larger than the limit is refused, packed or not', async () => {
    const large = Buffer.alloc(20_000)
    for (const [encoding, bytes] of [['identity', large] as const, ['gzip', gzipSync(large)] as const]) {
      const origin = await serve((_incoming, answer) => {
        answer.writeHead(200, { 'content-encoding': encoding }).end(bytes)
      })
      await expect(nodeSend({ maxBytes: 10_000 })(get(origin))).rejects.toThrow('larger than 10000 bytes')
    }
  })

  test('a content encoding that is unknown or garbled', async () => {
    for (const [encoding, reason] of [
      ['zip', 'content encoding zip'] as const,
      ['gzip', 'does not unpack'] as const,
    ]) {
      const origin = await serve((_incoming, answer) => {
        answer.writeHead(200, { 'content-encoding': encoding }).end('garbled')
      })
      await expect(nodeSend()(get(origin))).rejects.toThrow(reason)
    }
  })
})

describe('what goes wrong', () => {
  test('nothing listens', async () => {
    const server = createServer()
    const port = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    await expect(nodeSend()(get(`http://127.0.0.1:${port}`))).rejects.toThrow(
      `nothing listens at 127.0.0.1:${port} (connection refused)`,
    )
  })

  test('no such host', async () => {
    const sent = nodeSend()(get('http://no-such-host.invalid/'))
    await expect(sent).rejects.toThrow(/there is no host named|could not be looked up/)
  })

  test.each([
    ['closed before it answered', '', 'closed the connection before it answered'],
    ['cut off in its head', 'HTTP/1.1 200 OK\r\nContent-', 'closed the connection before it answered'],
    ['cut off in its body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', 'cut off half way'],
    [
      'cut off in a chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab',
      'cut off half way',
    ],
    ['not HTTP', 'SSH-2.0-OpenSSH\r\n', 'not HTTP'],
  ])('%s', async (_what, answer, reason) => {
    const origin = await raw((socket) => void socket.end(answer))
    await expect(nodeSend()(get(origin))).rejects.toThrow(reason)
  })

  test.each(['', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'])('too slow %#', async (answer) => {
    const origin = await raw((socket) => void socket.write(answer || 'HTTP/1.1 '))
    await expect(nodeSend({ timeout: 0.2 })(get(origin))).rejects.toThrow('no whole answer came within 0.2 s')
  })

  test('stopped by its caller', async () => {
    const controller = new AbortController()
    const origin = await raw(() => controller.abort())
    await expect(nodeSend({ signal: controller.signal })(get(origin))).rejects.toThrow('it was stopped')
  })

  test('plain HTTP where TLS is due', async () => {
    const origin = await serve((_incoming, answer) => void answer.end())
    await expect(nodeSend()(get(origin.replace('http:', 'https:')))).rejects.toThrow('TLS')
  })
})

describe('TLS', () => {
  let right: { cert: string; key: string }
  let other: { cert: string; key: string }
  let expired: { cert: string; key: string }
  beforeAll(() => {
    right = certificateFor('127.0.0.1')
    other = certificateFor('192.0.2.1')
    expired = certificateFor('127.0.0.1', new Date(1000))
  })

  const secure = async (identity: { cert: string; key: string }) =>
    `https://127.0.0.1:${await listening(createTlsServer(identity, (_incoming, answer) => void answer.end('in')))}`

  test('a certificate that is not trusted is refused, unless it is asked for', async () => {
    const origin = await secure(right)
    await expect(nodeSend()(get(origin))).rejects.toThrow(/TLS connection to .* failed: its certificate/)
    expect(textOf((await nodeSend({ ca: right.cert })(get(origin))).body)).toBe('in')
    expect(textOf((await nodeSend({ ca: [other.cert, right.cert] })(get(origin))).body)).toBe('in')
    expect(textOf((await nodeSend({ rejectUnauthorized: false })(get(origin))).body)).toBe('in')
  })

  test('a certificate for another name, or that has expired, is refused', async () => {
    await expect(nodeSend({ ca: other.cert })(get(await secure(other)))).rejects.toThrow('for another name')
    await expect(nodeSend({ ca: expired.cert })(get(await secure(expired)))).rejects.toThrow('has expired')
  })

  test('a client certificate is shown', async () => {
    const client = certificateFor('127.0.0.1')
    const server = createTlsServer(
      { ...right, requestCert: true, rejectUnauthorized: true, ca: client.cert },
      (_incoming, answer) => void answer.end('in'),
    )
    const origin = `https://127.0.0.1:${await listening(server)}`
    const shown = nodeSend({ ca: right.cert, ...client })(get(origin))
    expect(textOf((await shown).body)).toBe('in')
    await expect(nodeSend({ ca: right.cert })(get(origin))).rejects.toThrow()
  })
})

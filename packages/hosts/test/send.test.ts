import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { Request } from '@countersign/core/message'
import { describe, expect, test } from 'vitest'
import { nodeSend } from '../src/node.js'
import { get, serve, textOf } from './servers.js'

describe('what is sent', () => {
  interface Seen {
    method?: string
    url?: string
    headers: string[]
    body: string
  }

  async function seen(request: Partial<Request>): Promise<Seen> {
    const origin = await serve(async (incoming, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk)
      const { method, url, rawHeaders: headers } = incoming
      response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString('hex') }))
    })
    const response = await nodeSend()(get(`${origin}/path?a=b%20c`, request))
    return JSON.parse(textOf(response.body))
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

  test('header values beyond Latin-1 in UTF-8, as curl sends them', async () => {
    const { headers } = await seen({ headers: [['X-Note', 'Zoë 漢']] })
    const sent = headers[headers.indexOf('X-Note') + 1] ?? ''
    expect(Buffer.from(sent, 'latin1').toString('utf8')).toBe('Zoë 漢')
  })

  test('bytes as they are, and an empty POST has a length', async () => {
    expect((await seen({ method: 'PUT', body: new Uint8Array([255, 0, 13, 10]) })).body).toBe('ff000d0a')
    expect((await seen({ method: 'POST' })).headers.join()).toContain('Content-Length,0')
  })

  test('a GET carries a body if it is given one, and no length if not', async () => {
    expect((await seen({ body: 'x' })).body).toBe('78')
    expect((await seen({})).headers.join()).not.toMatch(/content-length|transfer-encoding/i)
  })
})

describe('what is read', () => {
  test('status, headers as they came, body', async () => {
    const origin = await serve((_incoming, response) => {
      response.writeHead(201, ['X-A', '1', 'x-a', '2', 'Set-Cookie', 'c'])
      response.end('{"a":"ë"}')
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

  test('a redirect is a response, and is not followed', async () => {
    let asked = 0
    const origin = await serve((_incoming, response) => {
      asked++
      response.writeHead(302, { location: '/elsewhere' }).end()
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
    const origin = await serve((_incoming, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(encode(Buffer.from('plain')))
    })
    expect(textOf((await nodeSend()(get(origin))).body)).toBe('plain')
  })

  test('a response larger than the limit is refused, packed or not', async () => {
    const large = Buffer.alloc(20_000)
    for (const [encoding, bytes] of [['identity', large] as const, ['gzip', gzipSync(large)] as const]) {
      const origin = await serve((_incoming, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end(bytes)
      })
      await expect(nodeSend({ maxBytes: 10_000 })(get(origin))).rejects.toThrow('larger than 10000 bytes')
    }
  })

  test('a content encoding that is unknown or garbled', async () => {
    for (const [encoding, reason] of [
      ['zip', 'content encoding zip'] as const,
      ['gzip', 'does not unpack'] as const,
    ]) {
      const origin = await serve((_incoming, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end('garbled')
      })
      await expect(nodeSend()(get(origin))).rejects.toThrow(reason)
    }
  })
})

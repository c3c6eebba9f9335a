import { request as overHttp } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acme, plain, type Running, raw, running, SECRET } from './gateway.js'
import { OK, type Recorder, recorder, signatureOf } from './upstream.js'

let upstream: Recorder
beforeAll(async () => {
  upstream = await recorder()
})
beforeEach(() => {
  upstream.arrived.length = 0
  upstream.reply = () => OK
})
afterAll(() => upstream.close())

/** Runs with a gateway of its own. */
async function during(options: Parameters<typeof running>[1], use: (gateway: Running) => Promise<void>) {
  const gateway = await running(upstream.origin, options)
  try {
    await use(gateway)
  } finally {
    await gateway.close()
  }
}

const own = (gateway: Running, head: string, body = '') =>
  raw(gateway.port, `${head}\r\nHost: 127.0.0.1:${gateway.port}\r\nConnection: close\r\n\r\n${body}`)
const names = () => upstream.arrived[0]?.headers.map(([name]) => name)
const value = (name: string) => upstream.arrived[0]?.headers.find(([one]) => one.toLowerCase() === name)?.[1]

describe('what is signed is what is sent', () => {
  it.each([
    ['/acme/a//b/../c?x=1&x=1', '/a//b/../c?x=1&x=1'],
    ['/acme/%7Ea/%2f?q=%20+', '/%7Ea/%2f?q=%20+'],
    ['/acme/a?', '/a?'],
    ['/acme?x', '/?x'],
    ['/acme', '/'],
    ['/v1/things', '/v1/things'],
    ['/acmeX/y', '/acmeX/y'],
    ["/acme/it's(a)!*;=@[x]|^`{}", "/it's(a)!*;=@[x]|^`{}"],
  ])('the target %s', (written, sent) =>
    during({}, async (gateway) => {
      await own(gateway, `GET ${written} HTTP/1.1`)
      expect(upstream.arrived[0]?.line).toBe(`GET ${sent} HTTP/1.1`)
      expect(value('x-signature')).toBe(signatureOf(SECRET, 'GET', sent, ''))
    }),
  )

  it('and not to another company: the id of another provider before the path is refused', () =>
    during({}, async (gateway) => {
      const response = await fetch(`${gateway.url}/inqud/v1/payout`, { method: 'POST', body: '{}' })
      expect(response.status).toBe(404)
      expect(await response.text()).toContain(
        'begins with /inqud, and this gateway serves acme only. Start it with --provider inqud as well',
      )
      expect(upstream.arrived).toEqual([])
      await own(gateway, 'GET /acme/inqud/v1 HTTP/1.1')
      expect(upstream.arrived[0]?.line).toBe('GET /inqud/v1 HTTP/1.1')
    }))

  it('headers in order and repeated, without those of the connection', () =>
    during({}, async (gateway) => {
      await own(
        gateway,
        'GET /acme/x HTTP/1.1\r\nB: 1\r\nA: 2\r\nb: 3\r\nX-Gone: 4\r\nConnection: x-gone\r\nTE: trailers\r\nKeep-Alive: 1\r\nProxy-Connection: close\r\nUpgrade: h2c\r\nAccept: é',
      )
      const sent = upstream.arrived[0]?.headers.filter(([name]) => /^[ab]$/i.test(name))
      expect(sent).toEqual([
        ['B', '1'],
        ['A', '2'],
        ['b', '3'],
      ])
      expect(value('host')).toBe(new URL(upstream.origin).host)
      for (const gone of ['x-gone', 'te', 'keep-alive', 'proxy-connection', 'upgrade'])
        expect(names()?.map((name) => name.toLowerCase())).not.toContain(gone)
    }))

  it('a body in chunks, whose bytes the scheme covers', () =>
    during({}, async (gateway) => {
      const body = Buffer.from([0, 255, 13, 10, 1])
      const response = await fetch(`${gateway.url}/acme/x`, {
        method: 'POST',
        body: new Blob([body]).stream(),
        duplex: 'half',
      } as RequestInit)
      expect(await response.text()).toBe('ok')
      expect(upstream.arrived[0]?.body).toEqual(body)
      expect(value('content-length')).toBe('5')
      expect(value('x-signature')).toBe(signatureOf(SECRET, 'POST', '/x', body))
    }))

  it('a long body that it does not cover, without holding it', () =>
    during({ provider: plain, maxBody: 10 }, async (gateway) => {
      const body = Buffer.alloc(300_000, 'x')
      await fetch(`${gateway.url}/plain/x`, { method: 'PUT', body })
      expect(upstream.arrived[0]?.body.equals(body)).toBe(true)
      expect(value('x-signature')).toBe(signatureOf(SECRET, 'PUT', '/x', ''))
    }))

  it('no body and no length if there is none, and a length of 0 if there is one', () =>
    during({}, async (gateway) => {
      await own(gateway, 'GET /acme/x HTTP/1.1')
      expect(names()?.map((name) => name.toLowerCase())).not.toContain('content-length')
      upstream.arrived.length = 0
      await own(gateway, 'POST /acme/x HTTP/1.1\r\nContent-Length: 0')
      expect(value('content-length')).toBe('0')
    }))

  it('a client that expects 100 Continue gets it once its body is wanted', () =>
    during({ maxBody: 10 }, async (gateway) => {
      const asked = (length: number, body: string) =>
        own(gateway, `POST /acme/x HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: ${length}`, body)
      expect(await asked(2, 'ok')).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/)
      expect(names()?.map((name) => name.toLowerCase())).not.toContain('expect')
      expect(await asked(11, '')).toMatch(/^HTTP\/1\.1 413/)
    }))
})

describe('the response', () => {
  const get = (gateway: Running, method = 'GET') => own(gateway, `${method} /acme/x HTTP/1.1`)

  it('is given back as it came, with repeated headers and any reason', () =>
    during({}, async (gateway) => {
      upstream.reply = () =>
        'HTTP/1.1 299 Just So\r\nSet-Cookie: a=1\r\nX-B: 2\r\nSet-Cookie: c=3\r\nContent-Encoding: gzip\r\nConnection: x-b\r\nContent-Length: 3\r\n\r\n\u0000\u0001\u0002'
      const text = await get(gateway)
      expect(text).toMatch(
        /^HTTP\/1\.1 299 Just So\r\nSet-Cookie: a=1\r\nSet-Cookie: c=3\r\nContent-Encoding: gzip\r\n/,
      )
      expect(text).not.toContain('X-B')
      expect(text.endsWith('\u0000\u0001\u0002')).toBe(true)
    }))

  it('of a redirect is handed back', () =>
    during({}, async (gateway) => {
      upstream.reply = () =>
        'HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n'
      expect(await get(gateway)).toContain('Location: https://elsewhere.example/')
      expect(upstream.arrived).toHaveLength(1)
    }))

  it.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n', 'Content-Length: 7'],
    ['GET', 'HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n', 'X-A: 1'],
    ['GET', 'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n', 'ETag: "1"'],
  ])('%s of %j has no body', (method, reply, header) =>
    during({}, async (gateway) => {
      upstream.reply = () => reply
      const text = await get(gateway, method)
      expect(text).toContain(header)
      expect(text.endsWith('\r\n\r\n')).toBe(true)
    }),
  )

  it('keeps its trailers', () =>
    during({}, async (gateway) => {
      upstream.reply = () =>
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n'
      const trailers = await new Promise((resolve) => {
        overHttp(`${gateway.url}/acme/x`, (response) => {
          response.resume().on('end', () => resolve(response.trailers))
        }).end()
      })
      expect(trailers).toEqual({ 'x-sum': '7' })
    }))

  it.each([
    ['ends before it responds', () => undefined, 502],
    ['sends what is not HTTP', () => 'SSH-2.0-OpenSSH_9\r\n', 502],
    ['sends two lengths', () => 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 502],
    ['sends headers without an end', () => `HTTP/1.1 200 OK\r\nA: ${'a'.repeat(100_000)}`, 502],
  ])('a provider that %s', (_what, reply, status) =>
    during({}, async (gateway) => {
      upstream.reply = reply
      const response = await fetch(`${gateway.url}/acme/x`, { method: 'POST', body: '1' })
      expect(response.status).toBe(status)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
    }),
  )

  it('a provider that is silent gives 504', () =>
    during({ timeout: 0.3 }, async (gateway) => {
      upstream.reply = () => ''
      const response = await fetch(`${gateway.url}/acme/x`)
      expect(response.status).toBe(504)
      const { host } = new URL(upstream.origin)
      expect(((await response.json()) as { detail: string }).detail).toBe(
        `${host} accepted the connection, but sent no response within 0.3 s.`,
      )
    }))

  it('one that stops half way is cut off, and the log says so', () =>
    during({ timeout: 0.3 }, async (gateway) => {
      upstream.reply = () => 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'
      const response = await fetch(`${gateway.url}/acme/x`)
      await expect(response.text()).rejects.toThrow()
      expect(gateway.log[0]?.detail).toBe(
        'The response began, and then the provider was silent for too long.',
      )
    }))

  it('one that is cut off is cut off here too', () =>
    during({}, async (gateway) => {
      upstream.reply = (_request, socket) => {
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')
        return ''
      }
      await expect(fetch(`${gateway.url}/acme/x`).then((response) => response.text())).rejects.toThrow()
    }))

  it('nobody listens', async () => {
    const gone = await recorder()
    await gone.close()
    const gateway = await running(gone.origin)
    const problem = (await (await fetch(`${gateway.url}/acme/x`)).json()) as Record<string, unknown>
    expect(problem).toMatchObject({ status: 502, detail: expect.stringContaining('refused') })
    await gateway.close()
  })
})

describe('what cannot be signed is not forwarded', () => {
  it('says which setting is missing', () =>
    during({ settings: { ACME_SECRET: '' } }, async (gateway) => {
      const response = await fetch(`${gateway.url}/acme/x`)
      expect(response.status).toBe(502)
      expect(await response.json()).toMatchObject({ title: expect.any(String), settings: ['ACME_SECRET'] })
      expect(upstream.arrived).toEqual([])
    }))

  it('nor what goes to a host that is not the provider’s', () =>
    during({ settings: { ACME_HOSTS: '' } }, async (gateway) => {
      expect((await fetch(`${gateway.url}/acme/x`)).status).toBe(502)
      expect(upstream.arrived).toEqual([])
    }))
})

describe('a credential that the client brings', () => {
  const bring = (gateway: Running, header: string) => own(gateway, `GET /acme/x HTTP/1.1\r\n${header}`)

  it('is taken off, and ours is in its place', () =>
    during({}, async (gateway) => {
      await bring(gateway, 'Authorization: Bearer mine\r\nx-signature: forged\r\nX-SIGNATURE: twice')
      const all = upstream.arrived[0]?.headers.filter(([name]) => /^(authorization|x-signature)$/i.test(name))
      expect(all).toEqual([['X-Signature', signatureOf(SECRET, 'GET', '/x', '')]])
    }))

  it('is taken off if the scheme does not set it this time, by its name', () =>
    during({}, async (gateway) => {
      const all = [
        'X-Token-API-Secret: mine',
        'X-HMAC-SHA256-Signature: 1',
        'Signature-Input: s',
        'X-Secretary: kept',
      ]
      await bring(gateway, all.join('\r\n'))
      expect(upstream.arrived[0]?.head).not.toMatch(/mine|HMAC|Input/)
      expect(value('x-secretary')).toBe('kept')
    }))

  it.each(['Authorization: Basic eA==', 'X-Signature: forged', 'X-Api-Secret: mine'])(
    '%s is refused with --strict',
    (header) =>
      during({ strict: true }, async (gateway) => {
        expect(await bring(gateway, header)).toMatch(/^HTTP\/1\.1 403/)
        expect(upstream.arrived).toEqual([])
      }),
  )
})

describe('a 401', () => {
  const HALF_NEW = 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n'
  const asking = {
    ...acme,
    responded: ({ status }: { status: number }) => (status === 401 ? ('again' as const) : undefined),
  }

  it('that asks for another signature is tried once more, and no third time', () =>
    during({ provider: asking }, async (gateway) => {
      upstream.reply = () => HALF_NEW
      const response = await fetch(`${gateway.url}/acme/x`, { method: 'POST', body: 'held' })
      expect(response.status).toBe(401)
      expect(upstream.arrived.map(({ body }) => `${body}`)).toEqual(['held', 'held'])
    }))

  it('of a body that was not held is given back', () =>
    during(
      { provider: { ...plain, id: 'acme', responded: asking.responded } as typeof acme },
      async (gateway) => {
        upstream.reply = () => HALF_NEW
        const response = await fetch(`${gateway.url}/acme/x`, { method: 'POST', body: Buffer.alloc(100_000) })
        expect(response.status).toBe(401)
        expect(upstream.arrived).toHaveLength(1)
      },
    ))
})

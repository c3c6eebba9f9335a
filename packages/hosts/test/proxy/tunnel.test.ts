import { type IncomingMessage, createServer as plainServer } from 'node:http'
import { createServer } from 'node:https'
import { connect, type Socket } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { nodeSend, tunnelThrough } from '../../src/node.js'
import { certificateFor } from '../certificate.js'
import { get, listening, raw, serve, textOf } from '../servers.js'

let identity: { cert: string; key: string }
beforeAll(() => {
  identity = certificateFor('192.0.2.7')
})

interface Asked {
  readonly target: string | undefined
  readonly authorization: string | undefined
}

/** A proxy that leads every CONNECT to one port of this machine, and notes what it was asked for. */
async function proxyTo(port: number, asked: Asked[] = []): Promise<URL> {
  const proxy = plainServer()
  proxy.on('connect', ({ url, headers }: IncomingMessage, client: Socket) => {
    asked.push({ target: url, authorization: headers['proxy-authorization'] })
    const server = connect(port, '127.0.0.1', () =>
      client.write('HTTP/1.1 200 Connection established\r\n\r\n'),
    )
    server.pipe(client).pipe(server)
    for (const end of [server, client]) end.on('error', () => {})
  })
  return new URL(`http://127.0.0.1:${await listening(proxy)}`)
}

const secure = () =>
  listening(createServer(identity, ({ headers }, response) => void response.end(JSON.stringify(headers))))

test('https through a proxy: TLS is with the server, and the proxy alone gets its password', async () => {
  const asked: Asked[] = []
  const proxy = await proxyTo(await secure(), asked)
  proxy.username = 'user'
  proxy.password = 'p@ss'
  const send = nodeSend({ connect: tunnelThrough(proxy), ca: identity.cert })
  const { body } = await send(get('https://192.0.2.7/x', { headers: [['X-Key', 'k']] }))
  expect(JSON.parse(textOf(body))).toEqual({ 'x-key': 'k', host: '192.0.2.7', connection: 'close' })
  // RFC 7617: base64 of user:p@ss.
  expect(asked).toEqual([{ target: '192.0.2.7:443', authorization: 'Basic dXNlcjpwQHNz' }])
})

test('plain http goes through it too', async () => {
  const { port } = new URL(await serve(({ url }, response) => void response.end(url)))
  const send = nodeSend({ connect: tunnelThrough(await proxyTo(Number(port))) })
  expect(textOf((await send(get('http://api.acme.example/a?b'))).body)).toBe('/a?b')
})

test('the certificate must be for the host of the URL', async () => {
  const send = nodeSend({ connect: tunnelThrough(await proxyTo(await secure())), ca: identity.cert })
  await expect(send(get('https://api.acme.example/'))).rejects.toThrow('its certificate is for another name')
})

test.each([
  [407, 'PROXY_407', 'refused to connect: 407 Proxy Authentication Required'],
  [403, 'PROXY', 'refused to connect: 403 Forbidden'],
])('a proxy that says %s is not taken for the server', async (status, code, reason) => {
  const origin = await raw(
    (socket) => void socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\nno`),
  )
  const send = nodeSend({ connect: tunnelThrough(new URL(origin)) })
  await expect(send(get('https://api.acme.example/'))).rejects.toMatchObject({
    code,
    stage: 'connecting',
    message: `the proxy ${new URL(origin).host} ${reason}`,
  })
})

test('a proxy that is not there, and one that is silent, are named', async () => {
  const gone = nodeSend({ connect: tunnelThrough(new URL('http://127.0.0.1:1')) })
  await expect(gone(get('https://api.acme.example/'))).rejects.toThrow(
    'the proxy 127.0.0.1:1 cannot be used: nothing listens at 127.0.0.1:1 (connection refused)',
  )
  const silent = new URL(await raw(() => {}))
  const sent = nodeSend({ connect: tunnelThrough(silent), timeout: 0.2 })(get('https://api.acme.example/'))
  await expect(sent).rejects.toThrow('api.acme.example did not accept a connection within 0.2 s')
})

test('a server that is silent in the handshake ends with the time', async () => {
  const { port } = new URL(await raw(() => {}))
  const send = nodeSend({ connect: tunnelThrough(await proxyTo(Number(port))), timeout: 0.3 })
  await expect(send(get('https://api.acme.example/'))).rejects.toMatchObject({ code: 'TIMEOUT' })
})

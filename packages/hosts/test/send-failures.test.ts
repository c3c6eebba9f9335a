import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { NetworkError, nodeSend } from '../src/node.js'
import { get, listening, raw, serve } from './servers.js'

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
  ['closed before it responded', '', 'closed the connection before it responded'],
  ['cut off in its head', 'HTTP/1.1 200 OK\r\nContent-', 'closed the connection before it responded'],
  ['cut off in its body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', 'cut off half way'],
  ['cut off in a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab', 'cut off half way'],
  ['not HTTP', 'SSH-2.0-OpenSSH\r\n', 'not HTTP (HPE_'],
  ['with long headers', `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`, 'headers that are too long'],
  [
    'that switches protocols',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    'switched to another protocol',
  ],
])('%s', async (_what, sent, reason) => {
  const origin = await raw((socket) => void socket.end(sent))
  await expect(nodeSend()(get(origin))).rejects.toThrow(reason)
})

test.each([
  ['', 'accepted the connection, but sent no response within 0.2 s', 'waiting'],
  [
    'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf',
    'the response began, but was not complete within 0.2 s',
    'responding',
  ],
])('too slow %#', async (sent, reason, stage) => {
  const origin = await raw((socket) => void socket.write(sent || 'HTTP/1.1 '))
  const failed = await nodeSend({ timeout: 0.2 })(get(origin)).catch((thrown) => thrown)
  expect(failed).toBeInstanceOf(NetworkError)
  expect(failed).toMatchObject({ code: 'TIMEOUT', stage, message: expect.stringContaining(reason) })
})

test('stopped by its caller', async () => {
  const controller = new AbortController()
  const origin = await raw(() => controller.abort())
  await expect(nodeSend({ signal: controller.signal })(get(origin))).rejects.toThrow('it was stopped')
})

test('plain HTTP if TLS is expected', async () => {
  const origin = await serve((_incoming, response) => void response.end())
  await expect(nodeSend()(get(origin.replace('http:', 'https:')))).rejects.toMatchObject({
    code: 'NOT_TLS',
    message: expect.stringMatching(/^the TLS connection to .* failed: it does not speak TLS at this port$/),
  })
})

import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type acme, plain, type Running, raw, running } from './gateway.js'
import { OK, type Recorder, recorder } from './upstream.js'

let upstream: Recorder
let gateway: Running
let streaming: Running
beforeAll(async () => {
  upstream = await recorder()
  gateway = await running(upstream.origin)
  streaming = await running(upstream.origin, { provider: plain as typeof acme })
})
afterAll(async () => {
  await gateway.close()
  await streaming.close()
  await upstream.close()
})
beforeEach(() => {
  upstream.arrived.length = 0
  upstream.reply = () => OK
})

const HOST = 'Host: 127.0.0.1\r\n'
const LAST = `GET /last HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`
const lines = () => upstream.arrived.map(({ line }) => line)

describe('a connection with several requests', () => {
  it.each([
    ['a target that is refused', `POST /x#y HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc`],
    [
      'a coding that is not read',
      `POST /x HTTP/1.1\r\n${HOST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    ],
  ])('%s ends it: what was sent behind is not served', async (_what, first) => {
    expect(await raw(gateway.port, first + LAST)).toMatch(/^HTTP\/1\.1 (?:400|501) [\s\S]*Connection: close/)
    expect(lines()).toEqual([])
  })

  it('serves them in order, one at a time', async () => {
    const text = await raw(
      gateway.port,
      `GET /1 HTTP/1.1\r\n${HOST}\r\nGET /2 HTTP/1.1\r\n${HOST}\r\n${LAST}`,
    )
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(3)
    expect(lines()).toEqual(['GET /1 HTTP/1.1', 'GET /2 HTTP/1.1', 'GET /last HTTP/1.1'])
  })

  it('refuses what is not a request behind the response before it, neither in it nor in its place', async () => {
    upstream.reply = (_arrived, socket) => {
      setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab'), 20)
      setTimeout(() => socket.write('cd'), 60)
      return ''
    }
    const text = await raw(gateway.port, `GET /x HTTP/1.1\r\n${HOST}\r\nGARBAGE\r\n\r\n`)
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nabcdHTTP\/1\.1 400 Bad Request\r\n/)
  })

  it('reads headers however many they are: Node drops those after the 2000th', async () => {
    const many = 'a:\r\n'.repeat(2500)
    const post = `POST /x HTTP/1.1\r\n${HOST}${many}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n`
    await raw(streaming.port, post)
    expect(upstream.arrived[0]?.body.toString()).toBe('abc')
    const page = `GET /x HTTP/1.1\r\n${HOST}${many}Origin: https://evil.example\r\nConnection: close\r\n\r\n`
    expect(await raw(gateway.port, page)).toMatch(/^HTTP\/1\.1 403/)
  })
})

describe('a client that', () => {
  const opened = (bytes: string) => {
    const socket = connect(gateway.port, '127.0.0.1', () => socket.write(bytes))
    return socket.on('error', () => {})
  }

  it('asks for a tunnel and resets it does no harm', async () => {
    const sockets = Array.from({ length: 30 }, () => opened('CONNECT a.example:443 HTTP/1.1\r\n\r\n'))
    await delay(5)
    for (const socket of sockets) socket.resetAndDestroy()
    expect(await raw(gateway.port, LAST)).toMatch(/^HTTP\/1\.1 200/)
  })

  it('is refused and does not close its side does not hold up the end', async () => {
    const own = await running(upstream.origin)
    const socket = connect({ port: own.port, host: '127.0.0.1', allowHalfOpen: true })
    socket.write('CONNECT a.example:443 HTTP/1.1\r\n\r\n')
    await new Promise((resolve) => socket.once('data', resolve))
    await own.close()
    socket.destroy()
  })

  it('goes away before its response is logged with 499', async () => {
    const gone = new Promise<void>((resolve) => {
      upstream.reply = () => {
        socket.resetAndDestroy()
        setTimeout(resolve, 50)
        return ''
      }
    })
    const socket = opened(`GET /gone HTTP/1.1\r\n${HOST}\r\n`)
    await gone
    expect(gateway.log.at(-1)).toMatchObject({ path: '/gone', status: 499, detail: 'The client went away.' })
  })

  it('writes a password into a whole URL does not find it in the log', async () => {
    await raw(gateway.port, `GET http://me:hunter2@127.0.0.1/x HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`)
    expect(gateway.log.at(-1)).toMatchObject({ path: '/x', status: 400 })
    expect(JSON.stringify(gateway.log)).not.toContain('hunter2')
  })

  it.each(['/x#y', 'http://127.0.0.1/x#y'])(
    'writes %s: a fragment is neither signed nor sent',
    async (target) => {
      expect(await raw(gateway.port, LAST.replace('/last', target))).toMatch(/^HTTP\/1\.1 400/)
      expect(lines()).toEqual([])
    },
  )
})

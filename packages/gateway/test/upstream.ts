import { createHmac } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'

/** A request as its bytes arrived. */
export interface Arrived {
  readonly head: string
  readonly line: string
  /** In order, repeated if they are repeated. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
}

export interface Recorder {
  readonly origin: string
  readonly arrived: Arrived[]
  /** What it writes: the same for each request, or by what arrived; undefined ends the connection. */
  reply: (arrived: Arrived, socket: Socket) => string | Buffer | undefined
  close(): Promise<void>
}

export const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

/** A server that shows the bytes of each request, and says what a test wants. */
export async function recorder(): Promise<Recorder> {
  const arrived: Arrived[] = []
  const sockets = new Set<Socket>()
  const self: Omit<Recorder, 'origin' | 'close'> = { arrived, reply: () => OK }
  const server = createServer((socket) => {
    sockets.add(socket)
    let seen = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      seen = Buffer.concat([seen, chunk])
      for (let one = taken(seen); one; one = taken(seen)) {
        seen = one.rest
        arrived.push(one.request)
        const reply = self.reply(one.request, socket)
        if (reply === undefined) socket.destroy()
        else socket.write(reply)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(self, { origin, close: () => closed(server, sockets) })
}

function closed(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy()
  return new Promise((resolve) => server.close(() => resolve()))
}

function taken(seen: Buffer): { request: Arrived; rest: Buffer } | undefined {
  const end = seen.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = seen.subarray(0, end).toString('latin1')
  const [line = '', ...lines] = head.split('\r\n')
  const headers = lines.map((text) => {
    const at = text.indexOf(':')
    return [text.slice(0, at), text.slice(at + 1).trim()] as const
  })
  const value = (name: string) => headers.find(([one]) => one.toLowerCase() === name)?.[1]
  const body = seen.subarray(end + 4)
  if (value('transfer-encoding')) {
    const whole = chunked(body)
    return whole && { request: { head, line, headers, body: whole.body }, rest: whole.rest }
  }
  const length = Number(value('content-length') ?? 0)
  if (body.length < length) return undefined
  return { request: { head, line, headers, body: body.subarray(0, length) }, rest: body.subarray(length) }
}

function chunked(text: Buffer): { body: Buffer; rest: Buffer } | undefined {
  const parts: Buffer[] = []
  let at = 0
  for (;;) {
    const end = text.indexOf('\r\n', at)
    if (end < 0) return undefined
    const size = Number.parseInt(text.subarray(at, end).toString(), 16)
    const next = end + 2 + size + 2
    if (text.length < next) return undefined
    parts.push(text.subarray(end + 2, end + 2 + size))
    at = next
    if (size === 0) return { body: Buffer.concat(parts), rest: text.subarray(at) }
  }
}

/** What Acme computes: HMAC-SHA-256 over method, target and body. */
export const signatureOf = (secret: string, method: string, target: string, body: Uint8Array | string) =>
  createHmac('sha256', secret).update(`${method} ${target}\n`).update(body).digest('hex')

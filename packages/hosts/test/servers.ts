import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net'
import type { Request } from '@countersign/core/message'
import { afterEach } from 'vitest'

const closing: { close(): void; closeAllConnections?(): void }[] = []
afterEach(() => {
  for (const server of closing.splice(0)) {
    server.closeAllConnections?.()
    server.close()
  }
})

export async function listening(server: Server): Promise<number> {
  closing.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** A server's origin. */
export const serve = async (listener: RequestListener) =>
  `http://127.0.0.1:${await listening(createServer(listener))}`

/** A server that does with each connection what the test says. */
export async function raw(handle: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.once('data', () => handle(socket))
  })
  closing.push({ close: () => sockets.forEach((socket) => void socket.destroy()) })
  return `http://127.0.0.1:${await listening(server)}`
}

/** A GET without headers and body, or with what is given. */
export const get = (url: string, change: Partial<Request> = {}): Request => ({
  method: 'GET',
  url,
  headers: [],
  body: '',
  ...change,
})

export const textOf = (body: string | Uint8Array) => Buffer.from(body).toString()

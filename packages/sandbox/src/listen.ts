import type { Server } from 'node:http'
import { type AddressInfo, isIPv6, type Socket } from 'node:net'

export interface Listening {
  /** `host:port`, as in a URL. */
  readonly at: string
  close(): Promise<void>
}

/** Listens. @throws {Error} that explains a port that is in use or not allowed */
export async function listen(server: Server, host: string, port: number): Promise<Listening> {
  const sockets = follow(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, host, port)))
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return { at: `${isIPv6(host) ? `[${host}]` : host}:${taken}`, close: () => end(server, sockets) }
}

/** Node closes connections that speak HTTP; one that is still in its TLS handshake would hold the server open. */
function follow(server: Server): Set<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

function end(server: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of sockets) socket.destroy()
  })
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new Error(`Port ${port} of ${host} is taken. Choose another first port, or 0 for free ports.`)
  if (error.code === 'EACCES')
    return new Error(
      `Port ${port} of ${host} is not allowed here. Choose one from 1024 up, or 0 for free ports.`,
    )
  return new Error(`The sandbox cannot listen on ${host}, port ${port}: ${error.code ?? error.message}.`)
}

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLoopback } from '@countersign/core'
import { Failed, UsageError } from '../terminal/io.js'

export interface Address {
  readonly host: string
  readonly port: number
  readonly isLocal: boolean
}

/** Reads `HOST:PORT` or `PORT`. @throws {UsageError} */
export function addressOf(text: string): Address {
  const [, bracketed, host = bracketed ?? '127.0.0.1', port = ''] =
    /^(?:(?:\[([0-9a-f:.]+)\]|([^:[\]]+)):)?(\d{1,5})$/i.exec(text) ?? []
  if (port === '' || Number(port) > 65535)
    throw new UsageError(`--listen takes HOST:PORT, not "${text.slice(0, 60)}".`)
  return { host, port: Number(port), isLocal: isLoopback(host.includes(':') ? `[${host}]` : host) }
}

/** Listens, and gives the URL to call. @throws {Failed} if the address cannot be used */
export function listen(server: Server, { host, port }: Address): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Failed(whyNot(error, host, port))))
    server.listen(port, host, () => {
      const name = host.includes(':') ? `[${host}]` : host
      resolve(`http://${name}:${(server.address() as AddressInfo).port}`)
    })
  })
}

function whyNot({ code }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `${host}:${port} is in use by another program. Choose another address with --listen.`
  return `Cannot listen on ${host}:${port} (${code}). Choose another address with --listen.`
}

/** Ends a server: what is under way gets a second for its response. */
export function ended(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), 1000)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}

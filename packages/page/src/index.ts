/// <reference types="node" preserve="true" />

import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { PageOptions } from './options.js'
import { readAssets } from './server/assets.js'
import { Page } from './server/page.js'
import { Routes } from './server/routes.js'

export type { CurlOptions } from './export/curl.js'
export { harOf } from './export/har.js'
export type { PageOptions } from './options.js'
export type { Limits } from './store/store.js'
export type * from './traffic.js'

export interface RunningPage {
  /** `http://127.0.0.1:1234/` */
  readonly url: string
  /** Ends the server and all its connections. */
  close(): Promise<void>
}

/**
 * Serves the page on 127.0.0.1, in this process, and shows what the source reports from now on.
 * @throws {Error} that explains a port that is in use or not allowed
 */
export async function startPage(options: PageOptions): Promise<RunningPage> {
  const page = new Page(options)
  const server = createServer(new Routes(page, readAssets()).handle)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const { port = 0 } = options
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(explained(error, port)))
      server.listen(port, '127.0.0.1', resolve)
    })
  } catch (thrown) {
    page.close()
    throw thrown
  }
  const close = () =>
    new Promise<void>((resolve) => {
      page.close()
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close }
}

function explained({ code, message }: NodeJS.ErrnoException, port: number): Error {
  if (code === 'EADDRINUSE')
    return new Error(`The page's port ${port} is taken. Choose another with --page PORT.`)
  if (code === 'EACCES')
    return new Error(`The page's port ${port} is not allowed here. Choose one from 1024 up with --page PORT.`)
  return new Error(`The page cannot listen on port ${port}: ${code ?? message}.`)
}

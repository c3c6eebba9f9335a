import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Exchange } from './exchange.js'
import { type GatewayOptions, type Passed, TIMEOUT } from './options.js'
import { Problem, writeProblem } from './problem.js'
import { Upstream } from './upstream.js'

export interface Gateway {
  readonly server: Server
  /** Takes no more requests and waits for those under way, so many seconds at most. */
  close(seconds?: number): Promise<void>
}

const MAX_HEADERS = 64 * 1024

/**
 * A server that signs each request for the provider that its path names, sends it there and gives the response back.
 * It does not listen yet.
 * @example createGateway({ signer, routes: [{ provider: inqud, origin: 'https://api.inqud.com' }], … }).server.listen(8788)
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { routes, tls, timeout = TIMEOUT } = options
  const upstreams = new Map(
    routes.map(({ origin }) => [origin, new Upstream(origin, tls(origin), timeout)] as const),
  )
  const handle = (message: IncomingMessage, response: ServerResponse) =>
    void handled(new Exchange(message, response, options, upstreams), message, response, options)
  const server = createServer(
    // Strict, whatever NODE_OPTIONS say. A body may take as long as it comes; see `setTimeout`.
    { insecureHTTPParser: false, maxHeaderSize: MAX_HEADERS, requestTimeout: 0, keepAliveTimeout: 65_000 },
    handle,
  )
  server.on('checkContinue', handle)
  server.on('clientError', refuse)
  server.on('connect', (_message, socket: Socket) => refuse(new Error('CONNECT'), socket))
  server.setTimeout((timeout + 30) * 1000)
  return { server, close: (seconds = 10) => close(server, upstreams, seconds) }
}

async function handled(
  exchange: Exchange,
  message: IncomingMessage,
  response: ServerResponse,
  { log }: GatewayOptions,
): Promise<void> {
  const began = performance.now()
  let detail: string | undefined
  try {
    await exchange.run()
  } catch (thrown) {
    // Nobody is there any more.
    if (response.destroyed && !response.headersSent) return
    const problem = thrown instanceof Problem ? thrown : failure()
    detail = problem.details.detail
    // What follows of a body is not read: the connection ends with the response.
    if (!message.complete && !response.headersSent) response.setHeader('Connection', 'close')
    writeProblem(response, problem)
  } finally {
    log?.({
      ...about(exchange, message, response),
      milliseconds: performance.now() - began,
      ...(detail && { detail }),
    })
  }
}

const about = (
  { provider }: Exchange,
  { method = '', url = '' }: IncomingMessage,
  { statusCode }: ServerResponse,
) => ({
  method,
  path: url.split(/[?#]/, 1)[0] ?? '',
  provider,
  status: statusCode,
})

const failure = () =>
  new Problem({
    status: 502,
    title: 'The response did not come whole',
    detail: 'The provider cut the response off, or the gateway failed.',
  })

/** What is not HTTP as its grammar has it is refused, and the connection ends. */
function refuse(thrown: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Socket): void {
  if (thrown.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const isLong = thrown.code === 'HPE_HEADER_OVERFLOW'
  const status = !isLong
    ? '400 Bad Request'
    : isRequestLine(thrown.rawPacket)
      ? '414 URI Too Long'
      : '431 Request Header Fields Too Large'
  socket.end(
    `HTTP/1.1 ${thrown.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )
}

/** Whether what came last is still the request line. */
const isRequestLine = (packet: Buffer | undefined) => packet !== undefined && !packet.includes('\n')

async function close(
  server: Server,
  upstreams: ReadonlyMap<string, Upstream>,
  seconds: number,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), seconds * 1000)
    // Connections are kept open after a response: those that come to rest are ended.
    const rest = setInterval(() => server.closeIdleConnections(), 50)
    server.close(() => {
      clearTimeout(cut)
      clearInterval(rest)
      resolve()
    })
  })
  await Promise.all([...upstreams.values()].map((one) => one.destroy()))
}

export type { Passed }

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Connections, endWith } from './connections.js'
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
  const { routes, reach, timeout = TIMEOUT } = options
  const upstreams = new Map(
    routes.map(({ origin }) => [origin, new Upstream(origin, reach(origin), timeout)] as const),
  )
  const connections = new Connections(options.log)
  const handle = (message: IncomingMessage, response: ServerResponse) =>
    connections.take(message, response, () =>
      handled(new Exchange(message, response, options, upstreams), message, response, options),
    )
  const server = createServer(
    // Strict, whatever NODE_OPTIONS say. A body may take as long as it comes; see `setTimeout`.
    { insecureHTTPParser: false, maxHeaderSize: MAX_HEADERS, requestTimeout: 0, keepAliveTimeout: 65_000 },
    handle,
  )
  // Above a number Node would leave headers out in silence; their size is bounded.
  server.maxHeadersCount = 0
  server.on('checkContinue', handle)
  server.on('checkExpectation', (_message, response) => writeProblem(response, EXPECTATION))
  server.on('clientError', (thrown, socket) => void connections.refuse(thrown, socket as Socket))
  server.on('connect', (_message, socket) => endWith(TUNNEL, socket as Socket))
  server.setTimeout((timeout + 30) * 1000)
  return { server, close: (seconds = 10) => close(server, connections, upstreams, seconds) }
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
    const problem = thrown instanceof Problem ? thrown : failure(thrown as NodeJS.ErrnoException)
    detail = isGone(response) ? GONE : problem.details.detail
    writeProblem(response, problem, exchange.cors)
  } finally {
    log?.({
      ...about(exchange, message, response),
      milliseconds: performance.now() - began,
      ...(detail && { detail }),
    })
  }
}

const GONE = 'The client went away.'
const isGone = ({ destroyed, headersSent }: ServerResponse) => destroyed && !headersSent

const about = (
  { provider }: Exchange,
  { method = '', url = '' }: IncomingMessage,
  response: ServerResponse,
) => ({
  method,
  // Of a whole URL the path alone: a password may stand before it.
  path: url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0] ?? '',
  provider,
  // 499: nobody was there to get a response, as other servers log it.
  status: isGone(response) ? 499 : response.statusCode,
})

function failure({ code }: NodeJS.ErrnoException): Problem {
  const isStalled = code === 'UND_ERR_BODY_TIMEOUT'
  return new Problem({
    status: isStalled ? 504 : 502,
    title: 'The response did not come whole',
    detail: isStalled
      ? 'The response began, and then the provider was silent for too long.'
      : 'The provider cut the response off, or the gateway failed.',
  })
}

const TUNNEL = new Problem({
  status: 400,
  title: 'Bad Request',
  detail: "This is a gateway, not a proxy: its address takes the place of the provider's in the base URL.",
})

const EXPECTATION = new Problem({
  status: 417,
  title: 'Expectation Failed',
  detail: 'The only expectation that is met here is 100-continue.',
})

async function close(
  server: Server,
  connections: Connections,
  upstreams: ReadonlyMap<string, Upstream>,
  seconds: number,
): Promise<void> {
  connections.isEnding = true
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

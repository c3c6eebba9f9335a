import { type Agent as HttpAgent, type IncomingMessage, request as overHttp } from 'node:http'
import { Agent, request as overHttps, type RequestOptions } from 'node:https'
import { isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect } from 'node:tls'
import type { AppSettings } from './app-settings.js'

/**
 * The agent for a URL behind the app's proxy; undefined if it is asked directly. Plain http goes to this machine
 * only, and never to a proxy.
 * @throws {Error} on a proxy that is neither http nor https
 */
export function agentFor(url: string, { proxy, noProxy }: AppSettings): HttpAgent | undefined {
  const { protocol, hostname } = new URL(url)
  if (!proxy || protocol !== 'https:' || isExempt(hostname, noProxy)) return undefined
  const server = new URL(proxy.includes('://') ? proxy : `http://${proxy}`)
  if (!/^https?:$/.test(server.protocol)) {
    throw new Error(
      `the proxy is of the kind ${server.protocol.slice(0, -1)}; token requests go through http proxies only`,
    )
  }
  return new TunnelAgent(server)
}

/** As curl reads it: a name and all below it, or a star for every host. */
function isExempt(host: string, noProxy: string): boolean {
  const names = noProxy.split(/[\s,]+/).map((name) => name.toLowerCase().replace(/^\.|:\d+$/g, ''))
  return names.some((name) => name === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`))))
}

type Done = (error: Error | null, stream: Duplex) => void

// Node takes none if there is an error; its types want one.
const NO_STREAM = undefined as unknown as Duplex

/** TLS through a tunnel that a proxy opens (RFC 9110 section 9.3.6). */
class TunnelAgent extends Agent {
  readonly #server: URL

  constructor(server: URL) {
    super()
    this.#server = server
  }

  override createConnection(options: RequestOptions, done: Done = () => {}): undefined {
    const host = String(options.host)
    const target = `${isIP(host) === 6 ? `[${host}]` : host}:${options.port ?? 443}`
    const fail = (reason: string) => done(new Error(`the proxy ${this.#server.host} ${reason}`), NO_STREAM)
    connectRequest(this.#server, target)
      .on('connect', (response: IncomingMessage, socket: Socket) => {
        if (response.statusCode !== 200) {
          socket.destroy()
          return fail(`responded with ${response.statusCode}`)
        }
        const { rejectUnauthorized = true } = options
        // An IP address is no server name (RFC 6066 section 3); without `host` the proxy's own name would be checked.
        const servername = isIP(host) ? '' : host
        return done(null, connect({ socket, host, servername, rejectUnauthorized, minVersion: 'TLSv1.2' }))
      })
      .on('response', (response: IncomingMessage) => fail(`responded with ${response.statusCode}`))
      .on('error', (error: Error) => fail(`cannot be used: ${error.message}`))
      .end()
    return undefined
  }
}

function connectRequest(server: URL, target: string) {
  const start = server.protocol === 'https:' ? overHttps : overHttp
  const { username, password } = server
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const authorization = username
    ? { 'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
    : {}
  return start({
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: server.port || (server.protocol === 'https:' ? 443 : 80),
    method: 'CONNECT',
    path: target,
    headers: { Host: target, ...authorization },
    agent: false,
    timeout: 30_000,
  })
}

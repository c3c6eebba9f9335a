import { type IncomingMessage, request as overHttp, STATUS_CODES } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { networkFailure } from '../network-reason.js'

/**
 * Where a connection goes, what its TLS needs, and what ends it.
 * @example const target: Target = { url: new URL('https://api.acme.com'), tls: {}, signal: AbortSignal.timeout(1000) }
 */
export interface Target {
  /** Its host, port and scheme count. */
  readonly url: URL
  /** Of `node:tls`: what certificates are trusted, and a client certificate. */
  readonly tls: ConnectionOptions
  /** Ends what is under way. */
  readonly signal: AbortSignal
}

/**
 * Makes a connection on which a request can be sent at once. It fails when the signal aborts.
 * @example
 * ```ts
 * import { tunnelThrough } from '@countersign/hosts/node'
 * const connect: Connect = tunnelThrough(new URL('http://proxy.example:3128'))
 * ```
 */
export type Connect = (target: Target) => Promise<Socket>

/**
 * Connections through an HTTP proxy, by CONNECT (RFC 9110 section 9.3.6). The proxy sees host and port; for https, TLS
 * is with the server itself. User and password of the proxy's URL are sent to the proxy alone.
 * @throws {Error} when it connects, naming the proxy, with the code `PROXY`, or `PROXY_407` if it demands a password
 * @example
 * ```ts
 * import { nodeSend } from '@countersign/hosts/node'
 * const send = nodeSend({ connect: tunnelThrough(new URL('http://proxy.example:3128')) })
 * ```
 */
export function tunnelThrough(proxy: URL): Connect {
  return async (target) => {
    const socket = await opened(proxy, target)
    return target.url.protocol === 'https:' ? secured(socket, target) : socket
  }
}

function opened(proxy: URL, { url, signal }: Target): Promise<Socket> {
  const authority = `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`
  const headers = { Host: authority, ...credentialOf(proxy) }
  const start = proxy.protocol === 'https:' ? overHttps : overHttp
  return new Promise((resolve, reject) => {
    start({ ...addressOf(proxy), method: 'CONNECT', path: authority, headers, agent: false, signal })
      .on('connect', (response: IncomingMessage, socket: Socket) => {
        if (response.statusCode === 200) return resolve(socket)
        socket.destroy()
        reject(refusal(proxy, response.statusCode ?? 0))
      })
      .on('error', (thrown: NodeJS.ErrnoException) =>
        reject(thrown.code === 'ABORT_ERR' ? thrown : unusable(proxy, thrown)),
      )
      .end()
  })
}

const addressOf = ({ hostname, port, protocol }: URL) => ({
  host: bare(hostname),
  port: port || (protocol === 'https:' ? 443 : 80),
})

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '')

function credentialOf({ username, password }: URL) {
  if (username === '' && password === '') return {}
  const pair = `${decoded(username)}:${decoded(password)}`
  return { 'Proxy-Authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** A percent sign that nobody escaped stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const failed = (message: string, code: string, cause?: unknown) =>
  Object.assign(new Error(message, { cause }), { code })

const refusal = ({ host }: URL, status: number) =>
  failed(
    `the proxy ${host} refused to connect: ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd(),
    status === 407 ? 'PROXY_407' : 'PROXY',
  )

const unusable = (proxy: URL, thrown: Error) =>
  failed(
    `the proxy ${proxy.host} cannot be used: ${networkFailure(thrown, { url: proxy, stage: 'connecting' }).reason}`,
    'PROXY',
    thrown,
  )

function secured(socket: Socket, { url, tls, signal }: Target): Promise<Socket> {
  const host = bare(url.hostname)
  const options = { ...tls, socket, host, ...(!isIP(host) && { servername: host }) }
  return new Promise((resolve, reject) => {
    const secure = connectTls(options, () => {
      signal.removeEventListener('abort', end)
      secure.off('error', reject)
      resolve(secure)
    })
    const end = () => secure.destroy(failed('it was stopped', 'ABORT_ERR'))
    secure.on('error', reject)
    signal.addEventListener('abort', end)
  })
}

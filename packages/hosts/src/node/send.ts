import { type Agent, type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps, type RequestOptions } from 'node:https'
import type { Data, Header, Response, ToSend } from '@countersign/core/message'
import { decoded } from './content-encoding.js'
import { NetworkError, networkFailure } from './network-reason.js'
import type { Connect } from './proxy/tunnel.js'
import { type Doing, TimeLimit } from './time-limit.js'

/**
 * How a request is sent: time and size limits, TLS, a client certificate.
 * @example const options: NodeSendOptions = { timeout: 10, maxBytes: 65536 }
 */
export interface NodeSendOptions {
  /** Seconds from the start to the last byte of the response. Default 30. */
  readonly timeout?: number
  /** The largest response, in bytes, its content encoding undone. Default 1 MiB. */
  readonly maxBytes?: number
  /** Authorities to trust instead of the built-in ones, as PEM. */
  readonly ca?: string | readonly string[]
  /** False takes any certificate of the server: for tests only. Default true. */
  readonly rejectUnauthorized?: boolean
  /** The client certificate for mutual TLS, as PEM. */
  readonly cert?: string
  /** Its key, as PEM, not encrypted. */
  readonly key?: string
  /** An agent of your own, to keep connections. By default each request has its own. */
  readonly agent?: Agent
  /** Makes the connection in place of an agent: {@link tunnelThrough} a proxy. */
  readonly connect?: Connect | undefined
  /** Ends what is under way. */
  readonly signal?: AbortSignal
}

/**
 * Sends one request by `node:http` or `node:https` and reads its response whole. Follows no redirect, tries nothing
 * twice. TLS 1.2 or newer.
 * @throws {NetworkError} when it sends; the message is the reason, for people: no such host, refused, TLS, too slow, too
 * large, cut off
 * @example
 * ```ts
 * const send = nodeSend({ timeout: 10 })
 * const { status } = await send({ method: 'GET', url: 'https://api.acme.com/', headers: [] })
 * ```
 */
export function nodeSend(options: NodeSendOptions = {}): (request: ToSend) => Promise<Response> {
  return (request) => exchange(request, options)
}

async function exchange(request: ToSend, options: NodeSendOptions): Promise<Response> {
  const { timeout = 30, maxBytes = 1024 * 1024 } = options
  const doing: Doing = { url: new URL(request.url), stage: 'connecting' }
  const limit = new TimeLimit(timeout, doing)
  try {
    const response = await headOf(request, doing, limit.joined(options.signal), options)
    doing.stage = 'responding'
    const body = decoded(await bodyOf(response, maxBytes), response.headers['content-encoding'], maxBytes)
    return { status: response.statusCode ?? 0, headers: headersOf(response), body }
  } catch (thrown) {
    const { code, reason } = limit.failure ?? networkFailure(thrown, doing)
    throw new NetworkError(reason, { code, stage: doing.stage, cause: thrown })
  } finally {
    limit.end()
  }
}

function headOf(request: ToSend, doing: Doing, signal: AbortSignal, options: NodeSendOptions) {
  const { method, headers, body = '' } = request
  const { url } = doing
  const start = url.protocol === 'https:' ? overHttps : overHttp
  return new Promise<IncomingMessage>((resolve, reject) => {
    start(url, {
      method,
      headers: grouped(headers, method, body),
      signal,
      ...connectionTo(url, signal, options),
    })
      .on('socket', (socket) => {
        if (socket.connecting) socket.once('connect', () => (doing.stage = 'waiting'))
        else doing.stage = 'waiting'
      })
      .on('response', resolve)
      .on('upgrade', (_response, socket) => {
        socket.destroy()
        reject(new Error(`${url.host} switched to another protocol, which it was not asked for`))
      })
      .on('error', reject)
      .end(body)
  })
}

function connectionTo(url: URL, signal: AbortSignal, options: NodeSendOptions): RequestOptions {
  const { ca, cert, key, agent = false, rejectUnauthorized = true, connect } = options
  const tls = {
    minVersion: 'TLSv1.2' as const,
    rejectUnauthorized,
    ...(ca && { ca: [ca].flat() }),
    ...(cert && { cert }),
    ...(key && { key }),
  }
  if (!connect) return { agent, ...tls }
  return {
    // What an agent would know: the port that `Host` leaves out.
    defaultPort: url.protocol === 'https:' ? 443 : 80,
    createConnection: (_options, done) => {
      connect({ url, tls, signal }).then(
        (socket) => done(null, socket),
        (thrown: Error) => done(thrown, undefined as never),
      )
      return undefined
    },
  }
}

/** Headers as Node takes them, with the length of the body. */
function grouped(headers: readonly Header[], method: string, body: Data): Record<string, string | string[]> {
  const groups = new Map<string, [name: string, values: string[]]>()
  for (const [name, value] of headers) {
    const group = groups.get(name.toLowerCase())
    if (group) group[1].push(asSent(value))
    else groups.set(name.toLowerCase(), [name, [asSent(value)]])
  }
  const length = Buffer.byteLength(body)
  if (length > 0 || !/^(GET|HEAD|DELETE|OPTIONS|TRACE)$/i.test(method)) {
    groups.set('content-length', ['Content-Length', [String(length)]])
  }
  return Object.fromEntries(
    [...groups.values()].map(([name, all]) => [name, all.length > 1 ? all : (all[0] ?? '')]),
  )
}

/** Node takes one byte a letter. What has no such byte is sent as UTF-8, as curl does. */
const asSent = (value: string) => (/[^\0-\xff]/.test(value) ? Buffer.from(value).toString('latin1') : value)

async function bodyOf(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBytes) throw new Error(`the response is larger than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  if (!response.complete) throw new Error('the response was cut off half way')
  return Buffer.concat(chunks)
}

function headersOf({ rawHeaders }: IncomingMessage): Header[] {
  const headers: Header[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? ''])
  }
  return headers
}

import type { IncomingMessage } from 'node:http'
import type { Header } from '@countersign/core'
import { networkReason } from '@countersign/hosts/node'
import { Pool } from 'undici'
import { pairs, valuesOf } from './headers.js'
import { Problem } from './problem.js'

/** What TLS to a provider needs, as PEM. */
export interface UpstreamTls {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

export interface Outgoing {
  readonly method: string
  /** Path and query as they are sent. */
  readonly path: string
  readonly headers: readonly Header[]
  readonly body: Uint8Array | string | IncomingMessage | undefined
  /** Ends it: the client went away. */
  readonly ending: AbortController
}

export interface Incoming {
  readonly status: number
  readonly reason: string
  readonly headers: readonly Header[]
  readonly body: NodeJS.ReadableStream &
    AsyncIterable<Uint8Array> & { destroy(): void; dump(): Promise<void> }
  readonly trailers: Readonly<Record<string, string | string[] | undefined>>
}

/** The connections to one provider's origin. Follows no redirect, changes no byte. */
export class Upstream {
  readonly #pool: Pool
  readonly #url: URL

  constructor(origin: string, { ca, cert, key }: UpstreamTls, seconds: number) {
    this.#url = new URL(origin)
    this.#pool = new Pool(origin, {
      headersTimeout: seconds * 1000,
      bodyTimeout: seconds * 1000,
      connect: {
        timeout: 30_000,
        minVersion: 'TLSv1.2',
        ...(ca && { ca }),
        ...(cert && { cert }),
        ...(key && { key }),
      },
    })
  }

  /** @throws {Problem} 502 if there is no response, 504 if it takes too long */
  async send({ method, path, headers, body, ending }: Outgoing): Promise<Incoming> {
    let informed = 0
    try {
      const {
        statusCode,
        statusText,
        headers: raw,
        body: stream,
        trailers,
      } = await this.#pool.request({
        method,
        path,
        headers: headers.flat(),
        body: body === undefined || body === '' ? null : (body as Uint8Array),
        signal: ending.signal,
        responseHeaders: 'raw',
        onInfo: () => {
          if (++informed > MOST_INFORMATIONAL) ending.abort(STORM)
        },
      })
      const list = pairs(raw as unknown as string[])
      checkCoding(list, stream)
      return { status: statusCode, reason: statusText, headers: list, body: stream as never, trailers }
    } catch (thrown) {
      if (thrown instanceof Problem) throw thrown
      throw noResponse(thrown as NodeJS.ErrnoException, this.#url)
    }
  }

  /** Ends all connections; those under way first. */
  close(): Promise<void> {
    return this.#pool.close()
  }

  destroy(): Promise<void> {
    return this.#pool.destroy()
  }
}

const MOST_INFORMATIONAL = 100
const without = (detail: string) =>
  new Problem({ status: 502, title: 'No response from the provider', detail })
const STORM = without(`It sent more than ${MOST_INFORMATIONAL} responses of status 1xx, and no other.`)

/** A body in a coding of the connection other than chunks would be handed on with nothing that says so. */
function checkCoding(headers: readonly Header[], body: { destroy(): unknown }): void {
  const codings = valuesOf(headers, 'transfer-encoding').join()
  if (codings === '' || /^\s*chunked\s*$/i.test(codings)) return
  body.destroy()
  throw without('The response has a transfer coding other than chunked.')
}

/** The connection ended before a response began. */
export class Cut extends Problem {}

function noResponse(thrown: NodeJS.ErrnoException, url: URL): Problem {
  const { code = '' } = thrown
  if (/^UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT$/.test(code) || code === 'ETIMEDOUT')
    return new Problem({
      status: 504,
      title: 'Gateway Timeout',
      detail: `${url.host} sent no response in time.`,
    })
  const isCut = /^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(code)
  const reason = isCut
    ? `${url.host} closed the connection before it responded`
    : networkReason(thrown, { url, isResponding: false })
  const details = { status: 502, title: 'No response from the provider', detail: `${capital(reason)}.` }
  return isCut ? new Cut(details) : new Problem(details)
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

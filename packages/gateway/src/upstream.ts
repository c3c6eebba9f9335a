import type { IncomingMessage } from 'node:http'
import type { Header } from '@countersign/core'
import type { Connect, Target } from '@countersign/hosts/node'
import { type buildConnector, Pool } from 'undici'
import { pairs, valuesOf } from './headers.js'
import { type Failed, type Limits, noResponse, without } from './no-response.js'
import { Problem } from './problem.js'

/** How a provider is reached: what TLS to it needs, as PEM, and how a connection is made. */
export interface Reach {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  /** Through a proxy; undefined: directly. */
  readonly connect?: Connect | undefined
  /** What to do if there is no response, in sentences; empty if there is no more to say. */
  readonly advise?: (failed: Failed) => string
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
  readonly #limits: Limits

  constructor(origin: string, { connect, advise = () => '', ...tls }: Reach, seconds: number) {
    this.#url = new URL(origin)
    this.#limits = { seconds, connecting: Math.min(seconds, CONNECTING), advise }
    const silence = seconds * 1000
    const timeout = this.#limits.connecting * 1000
    const options = { minVersion: 'TLSv1.2' as const, ...tls }
    this.#pool = new Pool(origin, {
      headersTimeout: silence,
      bodyTimeout: silence,
      connect: connect ? connector(connect, this.#url, options, timeout) : { timeout, ...options },
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
      throw noResponse(thrown as NodeJS.ErrnoException, this.#url, this.#limits)
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

/** Seconds, unless the provider may be silent for less. */
const CONNECTING = 30

/** Makes undici's connections by a function of ours. */
const connector =
  (connect: Connect, url: URL, tls: Target['tls'], timeout: number): buildConnector.connector =>
  (_options, done) =>
    void connect({ url, tls, signal: AbortSignal.timeout(timeout) }).then(
      (socket) => done(null, socket),
      (thrown: Error) => done(thrown, null),
    )

const MOST_INFORMATIONAL = 100
const STORM = without(`It sent more than ${MOST_INFORMATIONAL} responses of status 1xx, and no other.`)

/** A body in a coding of the connection other than chunks would be handed on with nothing that says so. */
function checkCoding(headers: readonly Header[], body: { destroy(): unknown }): void {
  const codings = valuesOf(headers, 'transfer-encoding').join()
  if (codings === '' || /^\s*chunked\s*$/i.test(codings)) return
  body.destroy()
  throw without('The response has a transfer coding other than chunked.')
}

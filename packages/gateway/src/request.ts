import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Header, Request, Signed, Trace } from '@countersign/core'
import { heldBody, lengthOf, SHORT } from './body.js'
import { checkBringsNone, isCredential } from './custody.js'
import { endToEnd, valuesOf } from './headers.js'
import { type GatewayOptions, MAX_BODY } from './options.js'
import { coversBody, signedFor } from './signing.js'
import type { Routed } from './target.js'
import type { Outgoing } from './upstream.js'

// The gateway sets them anew: the provider's host, the length of what is sent; it has dealt with Expect itself.
const OWN = new Set(['host', 'expect', 'content-length'])

/** A request of a client on its way: signed as often as it is sent. */
export class ClientRequest {
  /** The body is held, so the request can be sent once more. */
  readonly isHeld: boolean
  readonly #request: Request
  readonly #stream: IncomingMessage | undefined
  readonly #written: readonly Header[]
  readonly #length: number | undefined
  readonly #routed: Routed
  readonly #options: GatewayOptions

  private constructor(
    request: Request,
    stream: IncomingMessage | undefined,
    written: readonly Header[],
    length: number | undefined,
    routed: Routed,
    options: GatewayOptions,
  ) {
    this.isHeld = stream === undefined
    this.#request = request
    this.#stream = stream
    this.#written = written
    this.#length = length
    this.#routed = routed
    this.#options = options
  }

  /** Reads the body if the scheme covers it, or if it is short. @throws {Problem} */
  static async read(
    message: IncomingMessage,
    response: ServerResponse,
    written: readonly Header[],
    routed: Routed,
    options: GatewayOptions,
  ): Promise<ClientRequest> {
    const { route, target } = routed
    const { maxBody = MAX_BODY, signer } = options
    const length = lengthOf(message, written)
    const headers = endToEnd(written, OWN).filter(([name]) => !isCredential(name))
    const { method = 'GET' } = message
    const url = `${route.origin}${route.base ?? ''}${target}`
    const bare: Request = { method, url, headers, body: '' }
    const made = (body: Request['body'], stream?: IncomingMessage) =>
      new ClientRequest({ ...bare, body }, stream, written, length, routed, options)
    if (length === 0) return made('')
    // A short body is held whatever covers it.
    const isShort = length !== undefined && length <= Math.min(SHORT, maxBody)
    const covers = isShort || (await coversBody(route.provider, bare, signer))
    const proceed = () => {
      if (valuesOf(written, 'expect').length > 0) response.writeContinue()
    }
    if (!covers && (length === undefined || length > SHORT)) {
      proceed()
      return made('', message)
    }
    const most = covers ? maxBody : SHORT
    if (length === undefined || length <= most) proceed()
    return made(await heldBody(message, length, most))
  }

  /** Signs it afresh. @throws {Problem} if it cannot be signed, or brings a credential although that is refused */
  async signed(trace?: Trace): Promise<Signed> {
    const { route } = this.#routed
    const signed = await signedFor(route.provider, this.#request, this.#options.signer, trace)
    if (this.#options.strict) checkBringsNone(this.#written, signed)
    return signed
  }

  /** What is sent. Of a body that is not held there is one sending only. */
  outgoing({ request }: Signed, ending: AbortController): Outgoing {
    const { origin } = this.#routed.route
    const { method, url, headers, body } = request
    const length = this.#stream ? this.#length : Buffer.byteLength(body ?? '')
    const framing: Header[] =
      length === undefined || (length === 0 && !this.#broughtLength())
        ? []
        : [['Content-Length', `${length}`]]
    return {
      method,
      path: url.slice(origin.length),
      headers: [['Host', origin.slice(origin.indexOf('//') + 2)], ...headers, ...framing],
      body: this.#stream ?? body,
      ending,
    }
  }

  /** A length of 0 is sent if the client sent it: a POST without one is another request. */
  #broughtLength(): boolean {
    return valuesOf(this.#written, 'content-length').length > 0
  }
}

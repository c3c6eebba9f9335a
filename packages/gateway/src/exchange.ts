import type { IncomingMessage, ServerResponse } from 'node:http'
import { collect, type Header, type Signed } from '@countersign/core'
import { isAllowed, isAmbiguous, isOverride } from './allow.js'
import { Beginning } from './beginning.js'
import { checkCaller } from './caller.js'
import { pairs, valuesOf } from './headers.js'
import { Cut } from './no-response.js'
import type { GatewayOptions } from './options.js'
import { Problem } from './problem.js'
import { ClientRequest } from './request.js'
import { giveBack } from './response.js'
import { type Routed, routed } from './target.js'
import type { Incoming, Upstream } from './upstream.js'
import { exchanged } from './watch.js'

/** One request from a client, from its first byte to the last of its response. */
export class Exchange {
  /** Known once the request was routed. */
  provider: string | undefined
  /** What a page that may call gets with every response, a refusal too. */
  cors: readonly Header[] = []
  readonly #message: IncomingMessage
  readonly #response: ServerResponse
  readonly #options: GatewayOptions
  readonly #upstreams: ReadonlyMap<string, Upstream>
  /** Of the latest response, if somebody looks. */
  #seen: Beginning | undefined

  constructor(
    message: IncomingMessage,
    response: ServerResponse,
    options: GatewayOptions,
    upstreams: ReadonlyMap<string, Upstream>,
  ) {
    this.#message = message
    this.#response = response
    this.#options = options
    this.#upstreams = upstreams
  }

  /** @throws {Problem} whatever is refused or fails */
  async run(): Promise<void> {
    const { method = '', url = '', rawHeaders } = this.#message
    const written = pairs(rawHeaders)
    const isPreflight = method === 'OPTIONS' && valuesOf(written, 'access-control-request-method').length > 0
    const page = checkCaller(written, this.#options, isPreflight)
    this.cors = corsFor(page)
    if (page !== undefined && isPreflight) return this.#preflight(written)
    const way = routed(url, valuesOf(written, 'host')[0] ?? '', this.#options.routes)
    this.provider = way.route.provider.id
    this.#checkAllowed(method, way, written)
    const ending = new AbortController()
    this.#response.once('close', () => ending.abort())
    const request = await ClientRequest.read(this.#message, this.#response, written, way, this.#options)
    const incoming = await this.#delivered(request, way, ending)
    const { signer } = this.#options
    const address = `${way.route.origin}${way.route.base ?? ''}${way.target}`
    const { cors } = this
    try {
      await giveBack(incoming, address, { route: way.route, signer, cors, seen: this.#seen }, this.#response)
    } finally {
      this.#seen?.end()
    }
  }

  #checkAllowed(method: string, { target }: Routed, written: readonly Header[]): void {
    const { allowed } = this.#options
    if (allowed.length === 0) return
    const [path = ''] = target.split('?', 1)
    if (isAmbiguous(path))
      throw forbidden(
        'With --allow a path must have one reading: no dot or empty segments, backslashes, %2E, %2F, %5C, %25.',
      )
    const [override] = written.find(([name]) => isOverride(name)) ?? []
    if (override !== undefined)
      throw forbidden(`With --allow the header ${override} is refused: it names another method or path.`)
    if (!isAllowed(allowed, method, path)) throw forbidden('No --allow holds this method and path.')
  }

  /** Sent, and once more if the provider asks for another signature: a token that ended, a nonce. */
  async #delivered(request: ClientRequest, way: Routed, ending: AbortController): Promise<Incoming> {
    const { signer } = this.#options
    const [signed, response] = await this.#sent(request, way, ending)
    const again = signer.noteStatus(signed, response.status, response.headers)
    if (!again || !request.isHeld) return response
    // Nobody waits for the rest of a refusal.
    this.#seen?.end()
    void response.body.dump().catch(() => {})
    const [, second] = await this.#sent(request, way, ending)
    return second
  }

  async #sent(request: ClientRequest, way: Routed, ending: AbortController): Promise<[Signed, Incoming]> {
    const upstream = this.#upstreams.get(way.route.origin) as Upstream
    const send = async (): Promise<[Signed, Incoming]> => {
      const { watch } = this.#options
      if (!watch) {
        const signed = await request.signed()
        return [signed, await upstream.send(request.outgoing(signed, ending))]
      }
      const { steps, trace } = collect()
      const at = Date.now() / 1000
      const signed = await request.signed(trace)
      const outgoing = request.outgoing(signed, ending)
      const incoming = await upstream.send(outgoing)
      this.#seen = new Beginning()
      const told = { steps, token: signed.patch.token?.value }
      watch(exchanged(way.route, at, outgoing, told, incoming, this.#seen.whole))
      return [signed, incoming]
    }
    try {
      return await send()
    } catch (thrown) {
      // A connection that was kept may just be closing; what changes nothing may be sent again (RFC 9110 9.2.2).
      if (!(thrown instanceof Cut) || !request.isHeld || !isSafe(this.#message.method)) throw thrown
      return send()
    }
  }

  #preflight(written: readonly Header[]): void {
    const asked = valuesOf(written, 'access-control-request-headers').join(', ')
    const [method = ''] = valuesOf(written, 'access-control-request-method')
    const allowed: Header[] = [
      ['Access-Control-Allow-Methods', method],
      ...(asked ? [['Access-Control-Allow-Headers', asked] as const] : []),
      ['Access-Control-Max-Age', '600'],
    ]
    this.#response.writeHead(204, [...this.cors, ...allowed].flat() as never).end()
  }
}

const isSafe = (method = '') => /^(?:GET|HEAD|OPTIONS|TRACE)$/.test(method)

const corsFor = (page: string | undefined): Header[] =>
  page === undefined
    ? []
    : [
        ['Access-Control-Allow-Origin', page],
        ['Access-Control-Expose-Headers', '*'],
        ['Vary', 'Origin'],
      ]

const forbidden = (detail: string) => new Problem({ status: 403, title: 'Forbidden', detail })

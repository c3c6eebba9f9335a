import type { IncomingMessage, ServerResponse } from 'node:http'
import { concealBytes } from '../conceal.js'
import { requestOf } from '../exchange-request.js'
import { curlOf } from '../export/curl.js'
import { harOf } from '../export/har.js'
import { requestHead } from '../export/raw.js'
import type { Right, Verified } from '../model.js'
import type { Exchange } from '../store/exchange.js'
import type { Asset } from './assets.js'
import { refusalOf, setHeaders } from './guard.js'
import type { Page } from './page.js'
import { detailOf, rowOf, shownRequest } from './views.js'

/** Seconds after which a response that nobody reads is dropped. */
const UNREAD = 30

/** For a request that is right by itself. */
const REMEMBERED =
  'It is right by the settings here. It was refused for what one request cannot show: what came before it, or another secret or clock at the provider. See why above.'

/** Serves the page and its data. */
export class Routes {
  readonly #page: Page
  readonly #assets: ReadonlyMap<string, Asset>

  constructor(page: Page, assets: ReadonlyMap<string, Asset>) {
    this.#page = page
    this.#assets = assets
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    setHeaders(response)
    const refusal = refusalOf(request)
    if (refusal !== undefined) return void end(response, 403, 'text/plain; charset=utf-8', refusal)
    try {
      await this.#route(request, response)
    } catch {
      if (response.headersSent) response.destroy()
      else end(response, 500, 'text/plain; charset=utf-8', 'The page failed: a bug in countersign.')
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page')
    if (request.method === 'POST') return this.#change(pathname, request, response)
    if (request.method !== 'GET') return void end(response, 405, 'text/plain', 'GET or POST')
    const asset = this.#assets.get(pathname)
    if (asset) return void end(response, 200, asset.type, asset.content)
    if (pathname === '/api/events') return this.#events(response)
    response.setTimeout(UNREAD * 1000, () => response.destroy())
    if (pathname === '/api/about') return this.#send(response, this.#page.about)
    if (pathname === '/api/rows') return this.#rows(response, Number(searchParams.get('after') ?? 0))
    const [, id, what = ''] = /^\/api\/requests\/(\d{1,15})(?:\/(har|verify|right))?$/.exec(pathname) ?? []
    const exchange = this.#page.store.get(Number(id))
    if (id === undefined || !exchange)
      return void end(response, 404, 'text/plain', 'There is no such request.')
    await this.#one(exchange, what, response)
  }

  #send(response: ServerResponse, value: unknown): void {
    end(response, 200, 'application/json', this.#page.json(value))
  }

  #events(response: ServerResponse): void {
    const { live, store } = this.#page
    if (!live.add(response, String(store.version)))
      return void end(response, 503, 'text/plain', 'Too many pages are open.')
    this.#page.opened()
  }

  #rows(response: ServerResponse, after: number): void {
    const { store, conceal } = this.#page
    const rows = store.after(Number.isFinite(after) ? after : 0).map((one) => rowOf(one, conceal))
    this.#send(response, { version: store.version, rows })
  }

  async #one(exchange: Exchange, what: string, response: ServerResponse): Promise<void> {
    const { explaining, conceal, options, store } = this.#page
    if (what === 'har') return this.#har(exchange, response)
    if (what === 'right') return this.#send(response, await this.#right(exchange))
    if (what === 'verify') return this.#send(response, await this.#verify(exchange))
    // The page hears when the cause is found: a search may take seconds.
    void explaining.now(exchange.id)
    const curl = options.curl?.(exchange.arrived.provider) ?? {}
    this.#send(
      response,
      detailOf(exchange, (id) => store.glance(id), conceal, curl),
    )
  }

  #har(exchange: Exchange, response: ServerResponse): void {
    response.setHeader('Content-Disposition', `attachment; filename="request-${exchange.id}.har"`)
    end(response, 200, 'application/json', this.#harOf(exchange))
  }

  #harOf(exchange: Exchange): string {
    const { conceal } = this.#page
    const { responded } = exchange
    const shown = responded && {
      ...responded,
      headers: responded.headers.map(([name, value]) => [name, conceal(value)] as const),
      body: conceal(responded.body),
    }
    return harOf(shownRequest(exchange, conceal), shown)
  }

  async #verify(exchange: Exchange): Promise<Verified> {
    const { options } = this.#page
    // The command reads this request alone.
    const found = await options.explain(requestOf(exchange), [])
    const command = options.verifyCommand(`request-${exchange.id}.har`, this.#harOf(exchange))
    const lines = found?.lines ?? ['not verified: nobody can verify requests of this provider']
    const isRemembered = found?.verdict === 'verified' && exchange.verdict?.accepted === false
    const { why = '' } = exchange.cause ?? {}
    const isByOthers = /#\d/.test(why) && why !== found?.why
    return {
      command,
      lines: [
        ...lines,
        ...(isRemembered ? [REMEMBERED] : []),
        ...(isByOthers ? [`together with the requests around it: ${why}`] : []),
      ],
    }
  }

  /** Made anew each time it is asked for: its clock and nonce are of now. */
  async #right(exchange: Exchange): Promise<Right> {
    const { options, conceal } = this.#page
    const right = await options.right?.(requestOf(exchange), exchange.checked?.opened)
    if (!right)
      return { notes: ['Nobody can say what a right request of this provider would be.'], requests: [] }
    const tls = options.curl?.(exchange.arrived.provider) ?? {}
    const requests = right.requests.map((one) => {
      const request = { ...one, body: concealBytes(one.body, conceal) }
      const { pathname, search, host } = new URL(request.url)
      const headers = [['Host', host] as const, ...request.headers]
      const head = requestHead(request.method, pathname + search, headers)
      return { text: head.replace(/\r\n/g, '\n') + request.body.toString(), curl: curlOf(request, tls) }
    })
    return { notes: right.notes, requests }
  }

  async #change(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      return void end(response, 415, 'text/plain', 'Send JSON.')
    const body = await bodyOf(request)
    if (body === undefined) return void end(response, 400, 'text/plain', 'Send a short JSON object.')
    if (path === '/api/clear') this.#page.clear()
    else if (path !== '/api/faults' || !this.#fault(body))
      return void end(response, 404, 'text/plain', 'Not found.')
    this.#send(response, this.#page.about)
  }

  #fault({ provider, id, on }: Record<string, unknown>): boolean {
    const { faults, live } = this.#page
    if (typeof provider !== 'string' || typeof id !== 'string' || typeof on !== 'boolean') return false
    if (!faults.set(provider, id, on)) return false
    live.send('about', this.#page.json(this.#page.about))
    return true
  }
}

function end(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}

const MOST_JSON = 10_000

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > MOST_JSON) return undefined
  }
  try {
    const json: unknown = JSON.parse(text || '{}')
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

import type { Incoming } from '../incoming.js'
import type { Known } from './definition.js'
import type { Node } from './syntax.js'

export type Value = string | Buffer

/** Thrown if a value is not known yet: the clock of the client, its nonce, a token, a query before it was signed. */
export class Unknown extends Error {
  readonly what: string

  constructor(what: string) {
    super(what)
    this.what = what
  }
}

/** What is known of a request and its client; more and more of it as the request is taken apart. */
export class World {
  readonly known: Known
  readonly settings: Readonly<Record<string, string>>
  readonly request: Incoming
  /** Milliseconds since 1970, and whether they are exact or whole seconds. */
  now: number | undefined
  isExact = false
  /** What came where a nonce or a signature stands, by its place in the definition. */
  readonly claimed = new Map<Node, Value>()
  /** What came where a step or a setting stands. */
  readonly arrived = new Map<string, string>()
  query: string | undefined
  body: Value | undefined
  token: string | undefined

  constructor(known: Known, settings: Readonly<Record<string, string>>, request: Incoming) {
    this.known = known
    this.settings = settings
    this.request = request
    const [, query = ''] = /^[^?]*\?(.*)$/s.exec(request.target) ?? []
    if (!known.query) this.query = query
    if (!known.body) this.body = asText(request.body)
  }

  header(name: string): string {
    return (this.request.headers[name.toLowerCase()] ?? []).join(', ')
  }

  has(name: string): boolean {
    return this.request.headers[name.toLowerCase()] !== undefined
  }

  /** A value of the request, as it was before it was signed. */
  value(name: string): Value | undefined {
    const { request } = this
    const scheme = request.clientCertificate ? 'https' : 'http'
    const authority = withoutOwnPort(this.header('host').toLowerCase(), scheme)
    if (name === 'method') return request.method.toUpperCase()
    if (name === 'scheme') return scheme
    if (name === 'authority') return authority
    if (name === 'host') return authority.replace(/:\d+$/, '')
    if (name === 'port') return /:(\d+)$/.exec(authority)?.[1] ?? (scheme === 'https' ? '443' : '80')
    if (name === 'path') return request.path
    if (name === 'query') return this.#need(this.query, 'the query before it was signed')
    if (name === 'body') return this.#need(this.body, 'the body before it was signed')
    if (name === 'token') return this.#need(this.token, 'the token')
    if (name === 'target') return this.#target()
    return name === 'url' ? `${scheme}://${authority}${this.#target()}` : undefined
  }

  #target(): string {
    if (!this.known.query) return this.request.target
    const query = this.#need(this.query, 'the query before it was signed')
    return this.request.path + (query === '' ? '' : `?${query}`)
  }

  #need<Part>(part: Part | undefined, what: string): Part {
    if (part === undefined) throw new Unknown(what)
    return part
  }

  clock(): number {
    return this.#need(this.now, 'its clock')
  }
}

const withoutOwnPort = (authority: string, scheme: string) =>
  authority.replace(scheme === 'https' ? /:443$/ : /:80$/, '')

/** Bytes as text if they are UTF-8. */
export function asText(bytes: Buffer): Value {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return bytes
  }
}

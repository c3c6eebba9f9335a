import { CountersignError } from './errors.js'

/**
 * The parts of a URL that decide where a credential may go.
 * @example const target = ({ path, query }: Url) => (query === '' ? path : `${path}?${query}`)
 */
export interface Url {
  /** `https` or another, in lower case. */
  readonly scheme: string
  /** In lower case, as it is written: no name is resolved, no letter is mapped. */
  readonly host: string
  /** The port asked for, or the scheme's own: 443, 80, otherwise 0. */
  readonly port: number
  /** `https://host` or `https://host:port`: the port only if it is not the scheme's own. */
  readonly origin: string
  /** Host, and port if it is not the scheme's own: what `Host` says. */
  readonly authority: string
  /** From the first slash to the query, as it is sent; at least `/`. */
  readonly path: string
  /** Behind the question mark, as it is sent; empty if there is none. */
  readonly query: string
  /** Whether there is a question mark, even with nothing behind it. */
  readonly hasQuery: boolean
  /** Whether there is a user, with or without a password, before the host. */
  readonly hasUserInfo: boolean
}

const DEFAULT_PORTS: Record<string, number> = { https: 443, http: 80 }
// Groups: scheme, user info, host, port, path, query. User info ends at the last @, as browsers have it (WHATWG URL).
const URL_PARTS =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?(\[[0-9a-f:.]+\]|[^/?#@:[\]]+)(?::(\d*))?([^?#]*)(?:\?([^#]*))?/i
// What tools read in different ways: some take a backslash for a slash, some drop tabs and line ends.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const AMBIGUOUS = /[\u0000-\u0020\u007f\\]/

/**
 * Reads a URL strictly (RFC 3986), without a runtime's `URL`: nothing is decoded or normalized but the capitals of scheme
 * and host.
 * @throws {CountersignError} `invalid-url` if there is no scheme and host, or if tools would disagree on them
 * @example parseUrl('https://api.acme.com/v1?a=1').path // /v1
 */
export function parseUrl(text: string): Url {
  const parts = URL_PARTS.exec(text) ?? throwNoUrl(text)
  // By index: taking a list apart is slow in k6.
  const { 1: scheme = '', 2: userInfo, 3: host = '', 4: port = '', 5: path = '', 6: query } = parts
  const known = scheme.toLowerCase()
  const name = host.toLowerCase()
  if (AMBIGUOUS.test(host) || (userInfo && AMBIGUOUS.test(userInfo)) || (path && path[0] !== '/'))
    throwNoUrl(text)
  const number = port === '' ? (DEFAULT_PORTS[known] ?? 0) : Number(port)
  if (number > 65535) throwNoUrl(text)
  const authority = number === DEFAULT_PORTS[known] ? name : `${name}:${number}`
  return {
    scheme: known,
    host: name,
    port: number,
    origin: `${known}://${authority}`,
    authority,
    path: path || '/',
    query: query ?? '',
    hasQuery: query !== undefined,
    hasUserInfo: userInfo !== undefined,
  }
}

/** @throws {CountersignError} `invalid-url` */
export function throwNoUrl(text: string): never {
  throw new CountersignError(
    'invalid-url',
    `"${shown(text)}" is not a URL with a scheme and a host. Write it in full, as in https://api.example.com/v1/things.`,
  )
}

/**
 * A URL fit for a message: without user info and query, printable, of at most 120 characters. What may be a password, because
 * an `@` follows later than a URL allows, is not shown.
 * @example shown('https://user:password@api.acme.com/v1?key=1') // https://…@api.acme.com/v1
 */
export function shown(url: string): string {
  const scheme = /^[a-z][a-z0-9+.-]{0,30}:[/\\]+/i.exec(url)?.[0] ?? ''
  const rest = url.slice(scheme.length)
  return (scheme + withoutUserInfo(rest)).replace(UNPRINTABLE, '�').slice(0, 120)
}

/** What nobody sees in a text: controls, zero-width letters, changes of direction. */
export const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

function withoutUserInfo(rest: string): string {
  const authority = /^[^/?#\\]*/.exec(rest)?.[0] ?? ''
  const path = rest.slice(authority.length)
  const last = rest.lastIndexOf('@')
  const inPath = path.lastIndexOf('@', query(path)) >= 0
  if (last < 0 || (inPath ? NAME_WITH_DOT : NAME_AND_PORT).test(authority))
    return authority + withoutQuery(path)
  // A name and a port may be a user and the beginning of a password.
  return last >= authority.length && ADDRESS.test(authority)
    ? `${authority}/…`
    : `…${withoutQuery(rest.slice(last))}`
}

const NAME_WITH_DOT = /^(localhost|[^:@.]*\.[^:@]*)$/i
const NAME_AND_PORT = /^([^:@]*|\[[0-9a-f:.]*\])(:\d{0,5})?$/i
const ADDRESS = /^(localhost|[^:@.]*\.[^:@]*|\[[0-9a-f:.]*\])(:\d{0,5})?$/i

const withoutQuery = (path: string) => path.slice(0, query(path))

function query(path: string): number {
  const at = path.search(/[?#]/)
  return at < 0 ? path.length : at
}

/**
 * Whether a host is this machine itself (RFC 6890, RFC 6761): `localhost`, `127.…`, `[::1]`. No name is resolved.
 * @example isLoopback('127.0.0.1') // true
 */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(host)
}

// Labels that every tool reads alike: no percent-encoding, no letter that is mapped to another.
const LABELS = /^([a-z0-9_-]+\.)+$/

/** Whether `host` is `name` or below it, on a label boundary. */
export function isWithin(host: string, name: string): boolean {
  return host === name || (host.endsWith(`.${name}`) && LABELS.test(host.slice(0, -name.length)))
}

/** As {@link isWithin}, whatever the labels before `name` are: tools map letters and reach it all the same. */
export function isBelow(host: string, name: string): boolean {
  return host === name || host.endsWith(`.${name}`)
}

import { canonicalHost } from './canonical-host.js'
import { trimmed } from './trimmed.js'
import { shown, type Url } from './url.js'

/** A further host of the setting `hosts`: exact, with a port or for any. */
export interface HostEntry {
  readonly host: string
  readonly port: number | undefined
}

// Groups: the host, and what follows its colon.
const PARTS = /^(\[[^\]]*\]|[^:]*)(?::([\s\S]*))?$/

/** Reads `host` or `host:port`, one that {@link uselessHost} has nothing against. */
export function parseHostEntry(text: string): HostEntry {
  const [, host = '', port] = PARTS.exec(trimmed(text)) ?? []
  return { host: host.toLowerCase(), port: port === undefined ? undefined : Number(port) }
}

/** The entries of a list of hosts. */
export const hostsIn = (list: string): readonly string[] =>
  list.split(',').filter((entry) => trimmed(entry) !== '')

/** What is wrong with a list of hosts, behind the name of its setting; undefined if each may be one. */
export function uselessIn(list: string): string | undefined {
  for (const entry of hostsIn(list)) {
    const useless = uselessHost(entry)
    if (useless) return `has a useless entry: ${useless}`
  }
  return undefined
}

const ENTRY = /^(\[[0-9a-f:.]+\]|([a-z0-9_-]+\.)*[a-z0-9_-]+)(:\d{1,5})?$/i

/**
 * Why no request goes to what a list has as a host, in one sentence without its full stop; undefined if one may. A
 * `{{variable}}` may still become a host.
 * @example uselessHost('*.acme.com') // "*.acme.com" has a wildcard, and a host is its whole name alone, as in api.example.com
 */
export function uselessHost(text: string): string | undefined {
  const entry = trimmed(text)
  const problem = entry.includes('{{') || entry.includes('{%') ? undefined : problemOf(entry)
  return problem && `"${shown(entry)}" ${problem}, and a host is its whole name alone, as in api.example.com`
}

function problemOf(entry: string): string | undefined {
  if (/[/?#\\@]/.test(entry)) return 'has a scheme, a path or a user name'
  if (/[\s;]/.test(entry)) return 'has a space or a semicolon where a comma belongs'
  if (entry.includes('*')) return 'has a wildcard'
  const { host, port } = parseHostEntry(entry)
  // Of an IPv6 address the usual form is not the one with all its zeros.
  const usual = host[0] === '[' ? host : canonicalHost(host)
  if (usual !== host) return `is another spelling of ${shown(usual)}`
  if (/[^ -~]/.test(host)) return 'has letters that tools send in another form, one that begins with xn--'
  const isPort = port === undefined || (port > 0 && port < 65536)
  return ENTRY.test(entry) && isPort ? undefined : 'is neither a host nor host:port'
}

/** `localhost` is this machine by definition (RFC 6761 section 6.3), and so is the address of its sandbox. */
const numbered = (host: string) => (host === 'localhost' ? '127.0.0.1' : host)

/** Whether two hosts are one, as a list has them. */
export const isSameHost = (host: string, other: string): boolean => numbered(host) === numbered(other)

export function matchesEntry(url: Url, entry: HostEntry): boolean {
  return isSameHost(url.host, entry.host) && (entry.port === undefined || entry.port === url.port)
}

import { isLoopback } from '@countersign/core'

/** What a URL over the web starts with. */
export type UrlScheme = 'http' | 'https'

/** Where a raw request went: its target, and what else of it says so. */
export interface Destination {
  /** `/path`, or a whole URL as a proxy is sent. */
  readonly target: string
  readonly host: string | undefined
  /** If something says it. */
  readonly scheme: string | undefined
}

const WHOLE = /^[a-z][a-z0-9+.-]{0,20}:\/\//i

/** Whether a target says all of where it goes. */
export const isWhole = (target: string): boolean => WHOLE.test(target)

/** The URLs that a raw request may have gone to, the likelier first: two if nothing says whether that was over TLS. */
export function urlsOf({ target, host, scheme }: Destination): [url: string, other?: string] {
  if (!host || isWhole(target)) return [target]
  const url = (by: string) => `${by}://${host}${target.startsWith('/') ? '' : '/'}${target}`
  if (scheme !== undefined) return [url(scheme)]
  return isPlain(host) ? [url('http'), url('https')] : [url('https'), url('http')]
}

/** Whether a host is likelier to be reached without TLS: this machine, or the port of plain HTTP (RFC 9110 section 4.2.1). */
function isPlain(host: string): boolean {
  const [, name = host, port] = /^(.*?)(?::(\d{1,5}))?$/s.exec(host) ?? []
  return port === '80' || (port !== '443' && isLoopback(name.toLowerCase()))
}

import { BlockList, isIP, isIPv6 } from 'node:net'
import { isLoopback } from '@countersign/core/url'

/**
 * The variables of an environment by name.
 * @example const env: Env = process.env
 */
export type Env = Readonly<Record<string, string | undefined>>

/**
 * The proxy of a URL, and the variable that names it.
 * @example const proxy: HttpProxy = { url: new URL('http://proxy.example:3128'), variable: 'HTTPS_PROXY' }
 */
export interface HttpProxy {
  /** May hold a user and a password. */
  readonly url: URL
  /** As in `HTTPS_PROXY`, for messages. */
  readonly variable: string
}

/**
 * The proxy that the environment names for a URL: `HTTPS_PROXY` or `HTTP_PROXY`, unless `NO_PROXY` lists its host; each
 * in small letters first. This machine itself is never reached through a proxy, as Go has it.
 * @throws {Error} on a variable that names no http or https proxy
 * @example proxyFor(new URL('https://api.acme.com'), process.env)?.url.host
 */
export function proxyFor(url: URL, env: Env): HttpProxy | undefined {
  const [variable, value] = firstOf(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY', env)
  if (value === '' || isLoopback(url.hostname.replace(/\.$/, ''))) return undefined
  const [, list] = firstOf('NO_PROXY', env)
  if (isExempt(url, list)) return undefined
  return { url: proxyUrl(value, variable), variable }
}

/**
 * Whether a list like that of `NO_PROXY` has a URL's host: `*`, a host with all below it, `.domain` for those below it
 * alone, an address, or a block such as `10.0.0.0/8`; each but a block with a port, if wanted.
 * @example isExempt(new URL('https://api.acme.com'), 'localhost, acme.com') // true
 */
export const isExempt = (url: URL, list: string): boolean =>
  list.split(/[\s,]+/).some((entry) => isListed(url, entry.toLowerCase()))

function firstOf(name: string, env: Env): readonly [variable: string, value: string] {
  const small = name.toLowerCase()
  const variable = env[small]?.trim() ? small : name
  return [variable, env[variable]?.trim() ?? '']
}

function proxyUrl(value: string, variable: string): URL {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  // Its value may hold a password.
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '')
    throw new Error(`${variable} does not name an HTTP proxy. Write it as http://proxy.example:3128.`)
  return url
}

function isListed({ hostname, port, protocol }: URL, entry: string): boolean {
  if (entry === '*') return true
  const [, name = entry, only] = /^(\[[^\]]*\]|[^:[\]]*):(\d+)$/.exec(entry) ?? []
  if (only !== undefined && only !== (port || (protocol === 'https:' ? '443' : '80'))) return false
  const host = hostname.replace(/^\[|\]$|\.$/g, '')
  const own = name.replace(/^\[|\]$/g, '').replace(/^\*(?=\.)/, '')
  if (own === '') return false
  if (isIP(host)) return own === host || isWithin(host, own)
  return host === own || host.endsWith(own.startsWith('.') ? own : `.${own}`)
}

function isWithin(address: string, block: string): boolean {
  const [net = '', bits = ''] = block.split('/', 2)
  const family = isIPv6(net) ? 'ipv6' : 'ipv4'
  if (!isIP(net) || !/^\d{1,3}$/.test(bits) || Number(bits) > (isIPv6(net) ? 128 : 32)) return false
  const list = new BlockList()
  list.addSubnet(net, Number(bits), family)
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

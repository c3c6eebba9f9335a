import { type Connect, type HttpProxy, proxyFor, tunnelThrough } from '@countersign/hosts/node'
import type { Io } from '../terminal/io.js'

/** The proxy that the environment names for a URL. @throws {Error} on a malformed one */
export const proxyOf = (url: URL, { env }: Pick<Io, 'env'>): HttpProxy | undefined => proxyFor(url, env)

/** How to connect to a URL; undefined: directly. */
export function connectTo(url: string, io: Pick<Io, 'env'>): Connect | undefined {
  const proxy = proxyOf(new URL(url), io)
  return proxy && tunnelThrough(proxy.url)
}

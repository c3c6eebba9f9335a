import { type Connect, isExempt, tunnelThrough } from '@countersign/hosts/node'
import type { AppSettings } from './app-settings.js'

/**
 * The way to a URL behind the app's proxy; undefined if it is asked directly. Plain http goes to this machine only, and
 * never to a proxy.
 * @throws {Error} on a proxy that is neither http nor https
 */
export function connectTo(text: string, { proxy, noProxy }: AppSettings): Connect | undefined {
  const url = new URL(text)
  if (!proxy || url.protocol !== 'https:' || isExempt(url, noProxy)) return undefined
  const server = new URL(proxy.includes('://') ? proxy : `http://${proxy}`)
  if (/^https?:$/.test(server.protocol)) return tunnelThrough(server)
  throw new Error(
    `the proxy is of the kind ${server.protocol.slice(0, -1)}; token requests go through http proxies only`,
  )
}

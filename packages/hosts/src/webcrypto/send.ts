import type { Data, Header, Request, Response } from '@countersign/core/message'

/**
 * What is used of `fetch` (WHATWG Fetch), so that no runtime's types are needed.
 * @example
 * ```ts
 * import { fetchSend } from '@countersign/hosts/webcrypto'
 * const send = (proxied: Fetch) => fetchSend(proxied)
 * ```
 */
export type Fetch = (
  url: string,
  options: {
    readonly method: string
    readonly headers: [string, string][]
    readonly body?: Data
    readonly redirect: 'manual'
    readonly signal?: unknown
  },
) => Promise<{
  /** The HTTP status code; 0 of a redirect that a browser hides. */
  readonly status: number
  readonly headers: Iterable<Header>
  arrayBuffer(): Promise<ArrayBuffer>
}>

interface Runtime {
  readonly fetch?: Fetch
  readonly AbortSignal?: { timeout?(milliseconds: number): unknown }
}

const SECONDS = 30

/**
 * Sends one request by `fetch` and reads its response whole, within 30 seconds. Follows no redirect.
 * @param fetch Default: the runtime's own.
 * @throws {Error} when it sends: what `fetch` rejects with, or on a redirect that a browser hides
 * @example
 * ```ts
 * import { webcryptoHost } from '@countersign/hosts/webcrypto'
 * const host = webcryptoHost(crypto, { send: fetchSend() })
 * ```
 */
export function fetchSend(fetch?: Fetch): (request: Request) => Promise<Response> {
  return async ({ url, method, headers, body }) => {
    // Called as a function of nothing: browsers refuse a `fetch` with another `this`.
    const send = fetch ?? (globalThis as Runtime).fetch
    if (!send) throw new Error('there is no fetch here')
    const signal = (globalThis as Runtime).AbortSignal?.timeout?.(SECONDS * 1000)
    const response = await send(url, {
      method,
      headers: headers.map(([name, value]) => [name, value]),
      ...(body.length > 0 && { body }),
      // Workers refuse `error`.
      redirect: 'manual',
      ...(signal !== undefined && { signal }),
    })
    if (response.status === 0) throw new Error('the response is a redirect, which is not followed')
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: [...response.headers], body: bytes }
  }
}

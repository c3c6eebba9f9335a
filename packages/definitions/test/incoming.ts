import type { RequestInput } from '@countersign/core'

/** How the other side of a definition keeps time. */
export const times = { tokenLifetime: undefined, maxAge: 300, skew: 30, remember: 3600, rememberMost: 1000 }

export type Sent = Pick<RequestInput, 'method' | 'url' | 'body'> & {
  headers: readonly (readonly [string, string])[]
}

/** A request as the server's side sees it. */
export function incoming({ method, url, headers, body = '' }: Sent) {
  const { host, pathname, search } = new URL(url)
  const distinct: Record<string, string[]> = { host: [host] }
  for (const [name, value] of headers) {
    distinct[name.toLowerCase()] ??= []
    // A server reads no space around a value (RFC 9110 section 5.5).
    distinct[name.toLowerCase()]?.push(value.replace(/^[ \t]+/, '').replace(/(?<![ \t])[ \t]+$/, ''))
  }
  const bytes = Buffer.from((body ?? '') as string)
  return {
    method,
    target: pathname + search,
    path: pathname,
    headers: distinct,
    body: bytes,
    clientCertificate: { authorized: true, why: '' },
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Nothing is loaded from elsewhere, nothing may frame the page, and no text becomes a script, whatever arrives.
 * No header allows another origin to read anything.
 */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

export function setHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
}

/** Why a request may not come in; undefined if it may. */
export function refusalOf({ method, headers, url = '' }: IncomingMessage): string | undefined {
  if (!isLoopbackName(headers.host))
    return 'This page is reached as 127.0.0.1 or localhost only: another host name may be an attack (DNS rebinding).'
  const site = headers['sec-fetch-site']
  const isDocument = method === 'GET' && (url === '/' || url.startsWith('/?'))
  // A link on another page may open this one; nothing else of it is for other pages.
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isDocument)
    return 'Another page may not read or change this one.'
  const { origin } = headers
  if (origin !== undefined && origin !== `http://${headers.host}`)
    return 'Another page may not read or change this one.'
  return undefined
}

/** `127.0.0.1:1234`, `localhost:1234`, `[::1]:1234`; a browser sends the name that its user typed. */
const isLoopbackName = (host: string | undefined) =>
  host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i.test(host)

import type { Run } from './context.js'

// One closure for each value, made once: nothing is looked up by name while a request is signed.

export const text =
  (value: string): Run =>
  () =>
    value
export const setting =
  (name: string): Run =>
  (context) =>
    context.ready.values[name] ?? ''
export const step =
  (at: number): Run =>
  (context) =>
    context.steps[at] as string

export const method: Run = ({ request }) => request.method.toUpperCase()
/** As it is sent: with a path, and without a fragment. */
export const url: Run = (context) =>
  (/^[^:]*:\/\/[^/?#]*/.exec(context.request.url)?.[0] ?? '') + target(context)
export const scheme: Run = (context) => context.url.scheme
export const host: Run = (context) => context.url.host
export const port: Run = (context) => String(context.url.port)
export const authority: Run = (context) => context.url.authority
export const path: Run = (context) => context.url.path
export const query: Run = (context) => context.url.query
export const body: Run = (context) => context.body()
/** For what takes bytes as well as text. */
export const rawBody: Run = (context) => context.request.body
export const token: Run = (context) => context.token ?? ''

/** As it is sent: an empty query keeps its question mark. */
export const target: Run = ({ request, url: { path: whole } }) => {
  const sent = request.url.replace(/^[^:]*:\/\/[^/?#]*/, '').replace(/#.*$/s, '')
  return sent.startsWith('/') ? sent : whole + sent
}

/** The values of a header as one (RFC 9110 section 5.3), without space around them. */
export function header(name: string): Run {
  const wanted = name.toLowerCase()
  return ({ request: { headers } }) => {
    let found: string | undefined
    for (let at = 0; at < headers.length; at++) {
      const [other, value] = headers[at] as readonly [string, string]
      if (other.length !== wanted.length || other.toLowerCase() !== wanted) continue
      found = found === undefined ? value.trim() : `${found}, ${value.trim()}`
    }
    return found ?? ''
  }
}

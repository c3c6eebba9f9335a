import type { Data, Header, Request, Response } from '@countersign/core/message'
import http, { type Params } from 'k6/http'

/** What tells requests for tokens apart in the metrics. */
const TOKEN_TAGS = { countersign: 'token', name: 'countersign token' }

/** Sends a request for a token, tagged, its answer kept even where the test discards bodies. */
export async function k6Send({ method, url, headers, body }: Request): Promise<Response> {
  const params: Params = {
    headers: addHeaders({}, headers),
    tags: TOKEN_TAGS,
    redirects: 0,
    responseType: 'text',
    timeout: '60s',
  }
  const answer = await http.asyncRequest(method, url, nativeBody(body), params)
  if (answer.status === 0) throw new Error(reasonOf(answer.error))
  return { status: answer.status, headers: Object.entries(answer.headers), body: String(answer.body ?? '') }
}

/** k6's reason without the URL in front of it, whose query is nobody's business. */
const reasonOf = (error: string) => error.replace(/^\w+ "[^"]*": /, '') || 'no answer'

/**
 * Adds headers to an object as k6 takes it, but for those that are dropped. k6 sets one after the other whatever
 * their capitals, so the last of a name is the one that is sent.
 */
export function addHeaders(
  to: Record<string, string>,
  headers: readonly Header[],
  drop?: readonly string[],
): Record<string, string> {
  const { length } = headers
  for (let at = 0; at < length; at++) {
    const header = headers[at] as Header
    if (!drop || !isAmong(drop, header[0])) to[header[0]] = header[1]
  }
  return to
}

const isAmong = (names: readonly string[], name: string) =>
  names.some((other) => other.toLowerCase() === name.toLowerCase())

/** A body as k6 takes it: a text, or a buffer of its own. */
export function nativeBody(body: Data): string | ArrayBuffer {
  if (typeof body === 'string') return body
  const whole = body.byteLength === body.buffer.byteLength
  return whole ? body.buffer : body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength)
}

import type { Data, Header, Request, Response } from '@countersign/core/message'
import type { Params, RefinedResponse } from 'k6/http'
import { http } from './k6.js'

/** What tells requests for tokens apart in the metrics. */
const TOKEN_TAGS = { countersign: 'token', name: 'countersign token' }

/** Sends a request for a token, tagged, its response kept even if the test discards bodies. */
export const k6Send = async (request: Request): Promise<Response> =>
  toResponse(await http.asyncRequest(...asked(request)))

/** The same, blocking the virtual user. */
export const k6SendSync = (request: Request): Response => toResponse(http.request(...asked(request)))

const asked = ({ method, url, headers, body }: Request) =>
  [
    method,
    url,
    nativeBody(body),
    {
      headers: addHeaders({}, headers),
      tags: TOKEN_TAGS,
      redirects: 0,
      responseType: 'text',
      timeout: '60s',
    } satisfies Params as Params & { responseType: 'text' },
  ] as const

/** @throws {Error} with the network's reason, if there was no response */
function toResponse({ status, error, headers, body }: RefinedResponse<'text'>): Response {
  if (status === 0) throw new Error(reasonOf(error))
  return { status, headers: Object.entries(headers), body: String(body ?? '') }
}

/** k6's reason without the URL in front of it, whose query is nobody's business. */
const reasonOf = (error: string) => error.replace(/^\w+ "[^"]*": /, '') || 'no response'

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

import type { Data, Header, Request, Response } from '@countersign/core/message'
import http, { type Params } from 'k6/http'

/** What tells requests for tokens apart in the metrics. */
const TOKEN_TAGS = { countersign: 'token', name: 'countersign token' }

/** Sends a request for a token, tagged, its answer kept even where the test discards bodies. */
export async function k6Send({ method, url, headers, body }: Request): Promise<Response> {
  const params: Params = {
    headers: headersObject(headers),
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

/** Headers as k6 takes them. */
export function headersObject(headers: readonly Header[]): Record<string, string> {
  const all: Record<string, string> = {}
  for (let at = 0; at < headers.length; at++) {
    const header = headers[at] as Header
    all[header[0]] = header[1]
  }
  return all
}

/** A body as k6 takes it: a text, or a buffer of its own. */
export function nativeBody(body: Data): string | ArrayBuffer {
  if (typeof body === 'string') return body
  const whole = body.byteLength === body.buffer.byteLength
  return whole ? body.buffer : body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength)
}

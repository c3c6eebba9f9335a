import { type Header, headerValue, type Request } from '@countersign/core/message'
import { type WireBody, wireBody } from './body.js'
import { checkFilled } from './render.js'
import type { Tool, ToolBody, ToolRequest } from './tool.js'
import { wireUrl } from './url.js'

/** The tool's request, rendered once. */
export interface WireRequest {
  readonly asked: ToolRequest
  readonly url: string
  /** The whole, for the signer; its body is empty if `problem` says why it cannot be known. */
  readonly request: Request
  readonly body: WireBody
  readonly problem?: unknown
}

/** Whether the tools take the body off, whatever stands in the editor. */
export const isBodyPruned = (method: string) => /^(GET|HEAD|COPY|PURGE|UNLOCK)$/i.test(method)

/** Only the URL, which says who acts. */
export function urlOf(tool: Tool, { url }: ToolRequest): string {
  const text = wireUrl(tool.render(url))
  return tool.wireUrl ? tool.wireUrl(text) : text
}

export function readRequest(tool: Tool, asked: ToolRequest, url: string): WireRequest {
  checkFilled('URL', decoded(url))
  const { body, problem } = readBody(tool, asked)
  const rendered = asked.headers.map(([name, value]): Header => [tool.render(name), tool.render(value)])
  const headers = [...rendered, ...typeOf(body, rendered)]
  const request = { method: asked.method, url, headers, body: body.text }
  return { asked, url, request, body, ...(problem !== undefined && { problem }) }
}

function readBody(tool: Tool, { method, body }: ToolRequest): { body: WireBody; problem?: unknown } {
  const seen: ToolBody = isBodyPruned(method) ? { mode: 'none' } : body
  try {
    return { body: wireBody(seen, tool.render) }
  } catch (problem) {
    return { body: { text: '' }, problem }
  }
}

/** The Content-Type that the tool adds after the script: a provider is to see it, too. */
function typeOf({ text, type }: WireBody, headers: readonly Header[]): Header[] {
  if (text === '' || !type || headerValue(headers, 'Content-Type') !== undefined) return []
  return [['Content-Type', type]]
}

const decoded = (url: string) => (url.includes('%7') ? url.replace(/%7B/gi, '{').replace(/%7D/gi, '}') : url)

/** The request as a provider sees it: with the bearer token that the tool will put on it, if there is one. */
export function withToolAuth({ request, asked: { auth } }: WireRequest, render: Tool['render']): Request {
  if (!auth?.bearer) return request
  return { ...request, headers: [...request.headers, ['Authorization', `Bearer ${render(auth.bearer)}`]] }
}

/** A request as it was sent, nothing to fill in any more. */
export function sentRequest({ method, url, headers, body }: ToolRequest): Request {
  return { method, url: wireUrl(url), headers, body: sentBody(body) }
}

/** No text that was signed, if a script put another kind of body there. */
function sentBody(body: ToolBody): string {
  try {
    return wireBody(body, (text) => text).text
  } catch {
    return '\u0000'
  }
}

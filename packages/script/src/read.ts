import type { Header, Request } from '@countersign/core/message'
import { type WireBody, wireBody } from './body.js'
import { checkFilled } from './render.js'
import type { Tool, ToolBody, ToolRequest } from './tool.js'
import { wireUrl } from './url.js'

/** The tool's request, rendered once. */
export interface WireRequest {
  readonly asked: ToolRequest
  readonly url: string
  /** The whole, for the signer; its body is empty where `problem` says why it cannot be known. */
  readonly request: Request
  readonly body: WireBody
  readonly problem?: unknown
}

// The tools take the body off these, whatever stands in the editor.
const WITHOUT_BODY = /^(GET|HEAD|COPY|PURGE|UNLOCK)$/i

/** Only the URL, which says who acts. */
export function urlOf(tool: Tool, { url }: ToolRequest): string {
  const text = wireUrl(tool.render(url))
  return tool.wireUrl ? tool.wireUrl(text) : text
}

export function readRequest(tool: Tool, asked: ToolRequest, url: string): WireRequest {
  checkFilled('URL', decoded(url))
  const { body, problem } = readBody(tool, asked)
  const headers = asked.headers.map(([name, value]): Header => [tool.render(name), tool.render(value)])
  const request = { method: asked.method, url, headers, body: body.text }
  return { asked, url, request, body, ...(problem !== undefined && { problem }) }
}

function readBody(tool: Tool, { method, body }: ToolRequest): { body: WireBody; problem?: unknown } {
  const seen: ToolBody = WITHOUT_BODY.test(method) ? { mode: 'none' } : body
  try {
    return { body: wireBody(seen, tool.render) }
  } catch (problem) {
    return { body: { text: '' }, problem }
  }
}

const decoded = (url: string) => url.replace(/%7B/gi, '{').replace(/%7D/gi, '}')

/** The request as a provider sees it: with the bearer token that the tool will put on it, where there is one. */
export function withToolAuth({ request, asked: { auth } }: WireRequest, render: Tool['render']): Request {
  if (!auth?.bearer) return request
  return { ...request, headers: [...request.headers, ['Authorization', `Bearer ${render(auth.bearer)}`]] }
}

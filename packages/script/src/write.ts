import { CountersignError } from '@countersign/core/errors'
import { type Header, headerValue, type Patch, patched, type Request } from '@countersign/core/message'
import type { WireRequest } from './read.js'
import type { Tool } from './tool.js'

/**
 * The request to send, from what was read and what the signer changed: the very text that was signed, and the
 * Content-Type that the tool would have added.
 * @throws {CountersignError} `invalid-header` where the tool would put its own `Authorization` over ours
 */
export function writeRequest(tool: Tool, wire: WireRequest, patch: Patch, withBody: boolean): Request {
  const { auth } = wire.asked
  const withoutAuth = headerValue(patch.headers ?? [], 'Authorization') !== undefined
  if (auth && withoutAuth) throw overridden(auth.type)
  const request = patched(typed(wire, withBody), patch)
  const body = withBody || patch.body !== undefined ? String(request.body) : undefined
  tool.write({ url: request.url, headers: request.headers, withoutAuth, ...(body !== undefined && { body }) })
  return request
}

function typed({ request, body }: WireRequest, withBody: boolean): Request {
  const needsType = withBody && body.text !== '' && body.type && !headerValue(request.headers, 'Content-Type')
  const type: Header = ['Content-Type', body.type ?? '']
  return needsType ? { ...request, headers: [...request.headers, type] } : request
}

function overridden(type: string): CountersignError {
  return new CountersignError(
    'invalid-header',
    `The request's Authorization tab says ${type}, which would take the place of the signature. Set it to No Auth.`,
  )
}

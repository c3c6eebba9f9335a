import { CountersignError } from '@countersign/core/errors'
import { type Change, headerValue, patched, type Request } from '@countersign/core/message'
import { isBodyPruned, type WireRequest } from './read.js'
import type { Tool } from './tool.js'

/**
 * The request to send, from what was read and what the signer changed: the very text that was signed.
 * @throws {CountersignError} `invalid-header` if the tool would put its own `Authorization` over ours, `invalid-body`
 * if it would take the body away
 */
export function writeRequest(tool: Tool, wire: WireRequest, patch: Change, covered: boolean): Request {
  const { auth, method } = wire.asked
  const withoutAuth = headerValue(patch.headers ?? [], 'Authorization') !== undefined
  if (auth && withoutAuth) throw overridden(auth.type)
  if (patch.body?.length && isBodyPruned(method)) throw pruned(method)
  const request = patched(wire.request, patch)
  const body = covered || patch.body !== undefined ? String(request.body) : undefined
  tool.write({ url: request.url, headers: request.headers, withoutAuth, ...(body !== undefined && { body }) })
  return request
}

function overridden(type: string): CountersignError {
  return new CountersignError(
    'invalid-header',
    `The request's Authorization tab says ${type}, which would take the place of the signature. Set it to No Auth.`,
  )
}

function pruned(method: string): CountersignError {
  return new CountersignError(
    'invalid-body',
    `The tool sends no body with ${method}, and this request is signed with one. Use another method.`,
  )
}

import { CountersignError } from '@countersign/core/errors'
import type { Codec } from '@countersign/core/host'
import type { Bytes, OpenPatch, Response } from '@countersign/core/message'
import type { AnyProvider } from '@countersign/core/provider'
import type { RefinedResponse, ResponseType } from 'k6/http'
import { nativeBody } from './send.js'

export type K6Response = RefinedResponse<ResponseType | undefined>

/** A response as core takes it; undefined if there is nothing in it to open. */
export function toOpen({ status, headers, body }: K6Response): Response | undefined {
  if (body === null || body === undefined) return undefined
  const data = typeof body === 'string' ? body : new Uint8Array(body as ArrayBuffer)
  return { status, headers: Object.entries(headers), body: data }
}

/**
 * Puts the opened body in place, so that `body`, `json()` and `html()` show what was encrypted.
 * @throws {CountersignError} `invalid-answer` on bytes that are not text, if text was asked for
 */
export function putOpened(response: K6Response, { body }: OpenPatch, provider: AnyProvider, codec: Codec) {
  if (!body) return response
  const isText = typeof response.body === 'string'
  return Object.assign(response, { body: isText ? textOf(body, provider, codec) : nativeBody(body) })
}

function textOf(opened: Bytes, { id, name }: AnyProvider, codec: Codec): string {
  try {
    return codec.text(opened)
  } catch {
    const message = `${name}: the response decrypts to bytes that are not text. Ask with { responseType: 'binary' }.`
    throw new CountersignError('invalid-answer', message, id)
  }
}

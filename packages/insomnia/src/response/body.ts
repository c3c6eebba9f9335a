import type { Data } from '@countersign/core/message'
import type { InsomniaResponse } from '../context.js'

/**
 * The body of a response: a Buffer, a promise of one since Insomnia 11, or a Buffer that came as JSON through the
 * sandbox's bridge; undefined if there is none.
 */
export async function responseBody(response: Pick<InsomniaResponse, 'getBody'>): Promise<Data | undefined> {
  const body = await response.getBody()
  if (typeof body === 'string' || body instanceof Uint8Array)
    return body.length > 0 ? (body as Data) : undefined
  const data = (body as { data?: unknown } | null | undefined)?.data
  return Array.isArray(data) && data.length > 0 ? Uint8Array.from(data) : undefined
}

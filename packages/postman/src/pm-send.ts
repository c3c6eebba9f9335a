import { reasonOf } from '@countersign/core/errors'
import type { Request, Response } from '@countersign/core/message'
import { responseOf } from './pm-read.js'
import type { Pm } from './pm-types.js'

/** Sends a request by the tool, for a token: a room of its own, which scripts without tokens do without. */
export function send(pm: Pm, { method, url, headers, body }: Request): Promise<Response> {
  const request = {
    url,
    method,
    header: headers.map(([key, value]) => ({ key, value })),
    ...(body.length > 0 && { body: { mode: 'raw', raw: String(body) } }),
  }
  return new Promise((resolve, reject) => {
    pm.sendRequest(request, (error, response) => {
      if (error) reject(new Error(networkReason(error)))
      else resolve(responseOf(response))
    })
  })
}

/** An error of the network is a plain object in some sandboxes. */
function networkReason(error: unknown): string {
  const { message, code } = error as { message?: unknown; code?: unknown }
  return String(message || code || reasonOf(error))
}

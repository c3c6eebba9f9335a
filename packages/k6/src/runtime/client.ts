import type { Signed } from '@countersign/core/signer'
import { withPromises } from '@countersign/core/waiting'
import { type Made, open, send } from './exchange.js'
import { httpMethods } from './http-methods.js'
import { leaseFor } from './lease.js'
import { clock, noteRefusal, noteSigning, sampledClock } from './metrics.js'
import type { K6Response } from './open.js'
import { checkActed, type Params, type SigningParts, toK6, toRequest } from './signing.js'
import type { Client, Url } from './types.js'

/** The client whose calls are promises. */
export function asyncClient(parts: SigningParts): Omit<Client, 'hold'> {
  const { provider, signer } = parts

  async function make(method: string, url: Url, body: unknown, params: Params): Promise<Made> {
    let start = sampledClock()
    try {
      const request = toRequest(method, url, body, params, parts)
      const signing = signer.attempt(request)
      let signed = signing as Signed
      if (signing instanceof Promise) {
        start ??= clock()
        signed = await signing
      }
      if (!signed.provider) checkActed(provider, signer, request)
      const call = toK6(url, body, params, request, signed)
      noteSigning(start)
      return { signed, call }
    } catch (thrown) {
      throw noteRefusal(thrown)
    }
  }

  return {
    ...httpMethods(
      async (...call) => (await make(...call)).call,
      (...call) => withPromises(send(parts, { later: () => make(...call) })),
    ),
    open: (response: K6Response) => withPromises(open(parts, response, response.url)),
    lease: (url: string) => withPromises(leaseFor(url, parts)),
  } as Client
}

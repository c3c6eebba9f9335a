import type { Signed } from '@countersign/core/signer'
import { withPromises } from '@countersign/core/waiting'
import { isSentOnce, type Made, open, send } from './exchange.js'
import { httpMethods } from './http-methods.js'
import { http } from './k6.js'
import { leaseFor } from './lease.js'
import { clock, noteRefusal, noteSigning, sampledClock } from './metrics.js'
import type { K6Response } from './open.js'
import { isAtOnce, signAtOnce } from './sign-at-once.js'
import { checkActed, type Params, type SignedCall, type SigningParts, toK6, toRequest } from './signing.js'
import type { Client, Url } from './types.js'

/** The client whose calls are promises. */
export function asyncClient(parts: SigningParts): Omit<Client, 'hold'> {
  const { provider, signer } = parts
  const now = signAtOnce(parts)

  /** `made` hears of how the call was signed. */
  async function sign(
    method: string,
    url: Url,
    body: unknown,
    params: Params,
    made?: (signed: Signed) => void,
  ): Promise<SignedCall> {
    let start = sampledClock()
    try {
      const request = toRequest(method, url, body, params, parts)
      let signed = signer.attempt(request)
      // Not by `instanceof`, which takes k6 several times as long.
      if ('then' in signed) {
        if (provider.tokens) start ??= clock()
        signed = await signed
      }
      if (!signed.given) checkActed(provider, signer, request)
      const call = toK6(url, body, params, request, signed.given, parts)
      if (start !== undefined) noteSigning(start)
      made?.(signed)
      return call
    } catch (thrown) {
      throw noteRefusal(thrown)
    }
  }

  const signNow = async (method: string, url: Url, body: unknown, params: Params): Promise<SignedCall> =>
    now(method, url, body, params)

  async function make(method: string, url: Url, body: unknown, params: Params): Promise<Made> {
    let signed: Signed | undefined
    const call = await sign(method, url, body, params, (outcome) => {
      signed = outcome
    })
    return { call, signed: signed as Signed }
  }

  const exchange = (method: string, url: Url, body: unknown, params: Params): Promise<K6Response> =>
    withPromises(send(parts, { later: () => make(method, url, body, params) }))

  async function once(method: string, url: Url, body: unknown, params: Params): Promise<K6Response> {
    const call = now(method, url, body, params)
    return http.asyncRequest(call.method, call.url, call.body, call.params)
  }

  return {
    ...httpMethods(isAtOnce(parts) ? signNow : sign, isSentOnce(parts) ? once : exchange),
    open: (response: K6Response) => withPromises(open(parts, response, response.url)),
    lease: (url: string) => withPromises(leaseFor(url, parts)),
  } as Client
}

import { noteRefusal, noteSigning, sampledClock } from './metrics.js'
import { checkActed, type Params, type SignedCall, type SigningParts, toK6, toRequest } from './signing.js'
import type { Url } from './types.js'

type Sign = (method: string, url: Url, body: unknown, params: Params) => SignedCall

/** Signs calls without waiting, and keeps no more of each than what changes in it. */
export function signAtOnce(parts: SigningParts): Sign {
  const { provider, signer } = parts
  return (method, url, body, params) => {
    const start = sampledClock()
    try {
      const request = toRequest(method, url, body, params, parts)
      const given = signer.change(request)
      if (!given) checkActed(provider, signer, request)
      const call = toK6(url, body, params, request, given, parts)
      if (start !== undefined) noteSigning(start)
      return call
    } catch (thrown) {
      throw noteRefusal(thrown)
    }
  }
}

/** Whether a provider's signatures never wait. */
export const isAtOnce = ({ provider }: SigningParts): boolean => !provider.prepare && !provider.tokens

import { CountersignError } from '@countersign/core/errors'
import { withoutPromises } from '@countersign/core/waiting'
import { isSentOnce, type Made, open, send } from './exchange.js'
import { httpMethods } from './http-methods.js'
import { http } from './k6.js'
import { leaseFor } from './lease.js'
import { noteRefusal, noteSigning, sampledClock } from './metrics.js'
import type { K6Response } from './open.js'
import { signAtOnce } from './sign-at-once.js'
import { checkActed, type Params, type SigningParts, toK6, toRequest } from './signing.js'
import type { SyncClient, Url } from './types.js'

/** The client without promises. @throws {CountersignError} `needs-waiting` if the scheme cannot do without */
export function syncClient(parts: SigningParts): Omit<SyncClient, 'hold'> {
  const { provider, signer } = parts
  const cannot = () => needsWaiting(parts)
  const sign = signAtOnce(parts)
  checkSync(parts)

  function make(method: string, url: Url, body: unknown, params: Params): Made {
    const start = sampledClock()
    try {
      const request = toRequest(method, url, body, params, parts)
      const signed = signer.sign(request)
      if (!signed.given) checkActed(provider, signer, request)
      const call = toK6(url, body, params, request, signed.given, parts)
      if (start !== undefined) noteSigning(start)
      return { call, signed }
    } catch (thrown) {
      throw noteRefusal(thrown)
    }
  }

  function exchange(method: string, url: Url, body: unknown, params: Params): K6Response {
    return withoutPromises(send(parts, { now: () => make(method, url, body, params) }), cannot)
  }

  function once(method: string, url: Url, body: unknown, params: Params): K6Response {
    const call = sign(method, url, body, params)
    return http.request(call.method, call.url, call.body, call.params)
  }

  return {
    ...httpMethods(sign, isSentOnce(parts) ? once : exchange),
    open: (response: K6Response) => withoutPromises(open(parts, response, response.url), cannot),
    lease: (url: string) => withoutPromises(leaseFor(url, parts), cannot),
  } as SyncClient
}

/**
 * Encryption needs a promise unless the host says otherwise. Tokens need none, since k6's requests may block; whether
 * a signature does depends on its settings, and is said when it is asked for.
 */
function checkSync({ provider, host }: SigningParts): void {
  const encrypts = provider.uses?.includes('cipher')
  if (encrypts && !host.cipher?.sync) throw needsWaiting({ provider })
}

function needsWaiting({ provider: { id, name } }: Pick<SigningParts, 'provider'>): CountersignError {
  const message = `${name} has to wait for encryption. Use countersign('${id}') and await its calls.`
  return new CountersignError('needs-waiting', message, id)
}

import { CountersignError } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import http from 'k6/http'
import type { ClientParts } from './client.js'
import { httpMethods } from './http-methods.js'
import { noteRefusal, noteSigning, sampledClock } from './metrics.js'
import { checkActed, type Params, type SignedCall, toK6, toRequest } from './signing.js'
import type { SyncClient, Url } from './types.js'

/** The client without promises. @throws {CountersignError} `needs-waiting` where the scheme has to wait */
export function syncClient(parts: Omit<ClientParts, 'tokens'>): SyncClient {
  const { provider, signer } = parts
  checkSync(provider)

  function sign(method: string, url: Url, body: unknown, params: Params): SignedCall {
    const start = sampledClock()
    try {
      const request = toRequest(method, url, body, params, parts)
      const signed = signer.sign(request)
      if (!signed.provider) checkActed(provider, signer, request)
      const ready = toK6(url, body, params, request, signed)
      noteSigning(start)
      return ready
    } catch (thrown) {
      throw noteRefusal(thrown)
    }
  }

  return httpMethods(sign, (method, url, body, params) => {
    const ready = sign(method, url, body, params)
    return http.request(ready.method, ready.url, ready.body, ready.params)
  }) as SyncClient
}

/** A scheme that signs by itself and opens nothing needs no promise; one of its requests still may. */
function checkSync({ id, name, sign, open }: AnyProvider): void {
  if (sign && !open) return
  const message = `${name} has to wait for a token or for encryption. Use countersign('${id}') and await its calls.`
  throw new CountersignError('needs-waiting', message, id)
}

import { CountersignError } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import http from 'k6/http'
import type { ClientParts } from './client.js'
import { clock, noteRefusal, noteSigning } from './metrics.js'
import { type Asked, checkClaimed, read, urlText, written } from './signing.js'
import type { SyncClient } from './types.js'

/** The client without promises. @throws {CountersignError} `needs-waiting` where the scheme has to wait */
export function syncClient({ provider, signer }: Omit<ClientParts, 'tokens'>): SyncClient {
  checkSync(provider)

  function signed(asked: Asked) {
    const start = clock()
    try {
      checkClaimed(provider, signer, urlText(asked.url))
      const reading = read(asked, signer)
      const ready = written(reading, signer.sign(reading.request))
      noteSigning(start)
      return ready
    } catch (thrown) {
      throw noteRefusal(thrown)
    }
  }

  function deliver(asked: Asked) {
    const { method, url, body, params } = signed(asked)
    return http.request(method, url, body, params)
  }

  const send = (method: string) => (url: Asked['url'], body?: unknown, params?: Asked['params']) =>
    deliver({ method, url, body, params })
  const read_ = (method: string) => (url: Asked['url'], params?: Asked['params']) =>
    deliver({ method, url, body: null, params })

  return {
    get: read_('GET'),
    head: read_('HEAD'),
    post: send('POST'),
    put: send('PUT'),
    patch: send('PATCH'),
    del: send('DELETE'),
    options: send('OPTIONS'),
    request: (method, url, body, params) => deliver({ method, url, body, params }),
    sign: (method, url, body, params) => signed({ method, url, body, params }),
  } as SyncClient
}

/** A scheme that signs by itself and opens nothing needs no promise; one of its requests still may. */
function checkSync({ id, name, sign, open }: AnyProvider): void {
  if (sign && !open) return
  const message = `${name} has to wait for a token or for encryption. Use countersign('${id}') and await its calls.`
  throw new CountersignError('needs-waiting', message, id)
}

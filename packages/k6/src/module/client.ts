import { CountersignError } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import type { Signer } from '@countersign/core/signer'
import type { TokenStore } from '@countersign/core/tokens'
import http, { type RefinedResponse, type ResponseType } from 'k6/http'
import { clock, noteRefusal, noteSigning } from './metrics.js'
import { openInPlace } from './open.js'
import { type Asked, checkClaimed, read, urlText, written } from './signing.js'
import type { Client, Lease } from './types.js'
import type { HeldTokens } from './vu-tokens.js'

export interface ClientParts {
  readonly provider: AnyProvider
  readonly signer: Signer
  readonly tokens: TokenStore | HeldTokens
}

type Answer = RefinedResponse<ResponseType | undefined>

/** The client whose calls are promises. */
export function asyncClient({ provider, signer, tokens }: ClientParts): Client {
  async function signed(asked: Asked) {
    const start = clock()
    try {
      checkClaimed(provider, signer, urlText(asked.url))
      const reading = read(asked, signer)
      const outcome = await signer.apply(reading.request)
      noteSigning(start)
      return { outcome, ready: written(reading, outcome) }
    } catch (thrown) {
      throw noteRefusal(thrown)
    }
  }

  async function deliver(asked: Asked): Promise<Answer> {
    const { outcome, ready } = await signed(asked)
    const answer = await http.asyncRequest(ready.method, ready.url, ready.body, ready.params)
    if (!signer.answered(outcome, answer.status)) return open(answer, asked)
    const again = (await signed(asked)).ready
    return open(await http.asyncRequest(again.method, again.url, again.body, again.params), asked)
  }

  async function open(answer: Answer, { url }: Pick<Asked, 'url'>): Promise<Answer> {
    try {
      return await openInPlace(answer, urlText(url), provider, signer)
    } catch (thrown) {
      throw noteRefusal(thrown)
    }
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
    sign: async (method, url, body, params) => (await signed({ method, url, body, params })).ready,
    open: (answer) => open(answer as Answer, answer),
    lease: (url) => leaseFor(url, { provider, signer, tokens }),
    hold(lease) {
      if (!('hold' in tokens)) throw notForSetup(provider)
      tokens.hold(lease)
    },
  } as Client
}

/** The token that a request to a URL would carry, as its owner hands it out. */
async function leaseFor(url: string, { provider, signer, tokens }: ClientParts): Promise<Lease> {
  checkClaimed(provider, signer, url)
  const { patch } = await signer.apply({ method: 'GET', url, headers: [], body: '' })
  if (!patch.token) {
    throw new CountersignError(
      'missing-capability',
      `${provider.name} has no token to hand out.`,
      provider.id,
    )
  }
  const { source, value } = patch.token
  return tokens.get(source, async () => ({ value, expiresAt: 0 }))
}

function notForSetup({ id, name }: AnyProvider): CountersignError {
  const message = `${name}: hold() is for countersign('${id}', {…}, { tokens: 'setup' }).`
  return new CountersignError('invalid-setting', message, id)
}

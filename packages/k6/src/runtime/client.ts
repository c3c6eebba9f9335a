import { CountersignError } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import type { Signer } from '@countersign/core/signer'
import type { TokenStore } from '@countersign/core/tokens'
import http, { type RefinedResponse, type ResponseType } from 'k6/http'
import { httpMethods } from './http-methods.js'
import { clock, noteRefusal, noteSigning } from './metrics.js'
import { openInPlace } from './open.js'
import { checkActed, type Params, type SignedCall, toK6, toRequest, urlText } from './signing.js'
import type { Client, Lease, Url } from './types.js'
import type { HeldTokens } from './vu-tokens.js'

export interface ClientParts {
  readonly provider: AnyProvider
  readonly signer: Signer
  readonly tokens: TokenStore | HeldTokens
}

type Answer = RefinedResponse<ResponseType | undefined>

/** The client whose calls are promises. */
export function asyncClient(parts: ClientParts): Client {
  const { provider, signer, tokens } = parts

  async function sign(method: string, url: Url, body: unknown, params: Params) {
    const start = clock()
    try {
      const request = toRequest(method, url, body, params, parts)
      const signed = await signer.apply(request)
      if (!signed.provider) checkActed(provider, signer, request)
      const ready = toK6(url, body, params, request, signed)
      noteSigning(start)
      return { signed, ready }
    } catch (thrown) {
      throw noteRefusal(thrown)
    }
  }

  async function deliver(method: string, url: Url, body: unknown, params: Params): Promise<Answer> {
    const first = await sign(method, url, body, params)
    const answer = await send(first.ready)
    if (!signer.noteStatus(first.signed, answer.status)) return open(answer, url)
    const second = await sign(method, url, body, params)
    return open(await send(second.ready), url)
  }

  async function open(answer: Answer, url: Url): Promise<Answer> {
    try {
      return await openInPlace(answer, urlText(url), provider, signer)
    } catch (thrown) {
      throw noteRefusal(thrown)
    }
  }

  const signAlone = (...call: Parameters<typeof sign>) => sign(...call).then(({ ready }) => ready)
  return {
    ...httpMethods(signAlone, deliver),
    open: (answer: Answer) => open(answer, answer.url),
    lease: (url: string) => leaseFor(url, parts),
    hold(lease: Lease) {
      if (!('hold' in tokens)) throw notForSetup(provider)
      tokens.hold(lease)
    },
  } as Client
}

const send = ({ method, url, body, params }: SignedCall): Promise<Answer> =>
  http.asyncRequest(method, url, body, params)

/** The token that a request to a URL would carry, as its owner hands it out. */
async function leaseFor(url: string, { provider, signer, tokens }: ClientParts): Promise<Lease> {
  const request = { method: 'GET', url, headers: [], body: '' }
  checkActed(provider, signer, request)
  const { patch, provider: acting } = await signer.apply(request)
  if (!acting) return { token: '', useUntil: 0 }
  if (!patch.token) {
    throw new CountersignError(
      'missing-capability',
      `${provider.name} has no token to hand out.`,
      provider.id,
    )
  }
  const { source, value } = patch.token
  if (source.use === 'once') {
    throw new CountersignError(
      'missing-capability',
      `Each request to ${provider.name} needs a token of its own, so there is none to hand out.`,
      provider.id,
    )
  }
  return tokens.get(source, async () => ({ value, expiresAt: 0 }))
}

function notForSetup({ id, name }: AnyProvider): CountersignError {
  const message = `${name}: hold() is for countersign('${id}', {…}, { tokens: 'setup' }).`
  return new CountersignError('invalid-setting', message, id)
}

import { CountersignError } from '@countersign/core/errors'
import type { Bytes, Header } from '@countersign/core/message'
import type { Signed, Signer } from '@countersign/core/signer'

/** What is used of a runtime's `fetch` and its classes, so that no runtime's types are needed. */
interface Runtime<Input, Init, Received> {
  fetch(input: Input | string, init?: Init): Promise<Received>
  readonly Request: new (input: Input | string, init?: Init) => FetchRequest
  readonly Response: new (body: Bytes | null, init: object) => Received
}

/**
 * The type of `fetch` where this is used.
 * @example const plain: RuntimeFetch = fetch
 */
export type RuntimeFetch = typeof globalThis extends { fetch: infer Own }
  ? Own
  : Runtime<never, object, FetchResponse>['fetch']

interface FetchRequest {
  readonly method: string
  readonly url: string
  readonly headers: Iterable<Header>
  readonly redirect?: string
  readonly signal?: unknown
  arrayBuffer(): Promise<ArrayBuffer>
}

interface FetchResponse {
  readonly status: number
  readonly statusText: string
  readonly headers: Iterable<Header>
  arrayBuffer(): Promise<ArrayBuffer>
}

/**
 * A `fetch` that signs what a provider claims, tries once more if the response asks for that, and decrypts responses.
 * A signed request follows no redirect, since its headers would go along: ask for `redirect: 'follow'` to have it so.
 * @throws {CountersignError} when it is called, before anything is sent: all of `Signer.apply`
 * @throws {CountersignError} after the response: all of `Signer.open`
 * @example
 * ```ts
 * import { createSigner, providers } from '@countersign/core'
 * import { webcryptoHost } from '@countersign/hosts/webcrypto'
 * const host = webcryptoHost(crypto)
 * const fetch = signedFetch(createSigner({ providers, settings: (name) => process.env[name], host }))
 * const response = await fetch('https://api.inqud.com/v1/user')
 * ```
 */
export function signedFetch(signer: Signer, fetch?: RuntimeFetch): RuntimeFetch {
  const { Request, Response, ...runtime } = globals()
  const sendBy = (fetch as ReturnType<typeof globals>['fetch'] | undefined) ?? runtime.fetch

  async function signed(input: never, init?: { readonly redirect?: string }): Promise<FetchResponse> {
    const asked = new Request(input, init)
    const body = new Uint8Array(await asked.arrayBuffer())
    const plain = { method: asked.method, url: asked.url, headers: [...asked.headers], body }
    const send = ({ provider, request }: Signed) => {
      const redirect = init?.redirect ?? (provider ? 'manual' : asked.redirect)
      return sendBy(request.url, { ...init, ...request, signal: asked.signal, redirect })
    }
    checkConfigured(signer, asked.url)
    const first = await signer.apply(plain)
    const response = await send(first)
    const again = first.provider && signer.noteStatus(first, response.status, [...response.headers])
    const last = again ? await send(await signer.apply(plain)) : response
    return first.provider?.open ? opened(plain.url, last, signer, Response) : last
  }

  return signed as unknown as RuntimeFetch
}

/** Settings that a program forgot are no reason to send without a signature. */
function checkConfigured(signer: Signer, url: string): void {
  const decision = signer.decide(url)
  if (decision.acts || decision.reason !== 'unconfigured') return
  const missing = (decision.missing ?? []).map((name) => `${name} is missing`).join(', ')
  const message = `${decision.provider?.name}: ${missing}. Set it, or leave the provider out of the signer's list.`
  throw new CountersignError('missing-setting', message, decision.provider?.id)
}

function globals(): Runtime<never, object, FetchResponse> {
  const { Request, Response, fetch } = globalThis as unknown as Runtime<never, object, FetchResponse>
  // Called as a function of nothing: browsers refuse a `fetch` with another `this`.
  return { Request, Response, fetch: (input, init) => fetch(input, init) }
}

/** The response with its body decrypted. */
async function opened(
  url: string,
  response: FetchResponse,
  signer: Signer,
  make: Runtime<never, object, FetchResponse>['Response'],
): Promise<FetchResponse> {
  const { status, statusText } = response
  const headers = [...response.headers]
  const sealed = new Uint8Array(await response.arrayBuffer())
  const { body = sealed } = await signer.open(url, { status, headers, body: sealed })
  const kept = headers.filter(([name]) => !/^content-(length|encoding)$/i.test(name))
  return new make(body.length > 0 ? body : null, { status, statusText, headers: kept })
}

import type { Claim } from './decider.js'
import { type Change, patched, type Request, type SignedRequest } from './message.js'
import type { AnyProvider, Call, ResponseHead, SignedChange } from './provider.js'
import { secretHeaders } from './secrets/conceal.js'
import type { SecretFilter } from './secrets/filter.js'
import type { Trace } from './trace.js'

/** What became of a request: signed by a provider, or left alone, and why. */
export interface Signed {
  /** The provider that acted, or undefined if the request is left as it was. */
  readonly provider: AnyProvider | undefined
  readonly why: string
  /** The request to send: `fetch(signed.request.url, signed.request)`. */
  readonly request: SignedRequest
  /** What changed in it. */
  readonly patch: SignedChange
}

/**
 * The whole request is put together when it is asked for: some tools take the patch alone, and in k6 a list of headers
 * costs as much as its signature.
 */
export class Outcome implements Signed {
  declare readonly provider: AnyProvider
  declare readonly why: string
  declare readonly patch: SignedChange
  declare private readonly call: Call<unknown>
  declare private readonly prepared: Request
  declare private readonly last: Change

  constructor(
    { provider, why }: Pick<Claim, 'provider' | 'why'>,
    call: Call<unknown>,
    patch: SignedChange,
    prepared: Request,
    last: Change,
  ) {
    this.provider = provider
    this.why = why
    this.patch = patch
    this.call = call
    this.prepared = prepared
    this.last = last
  }

  get request(): SignedRequest {
    return toSend(patched(this.prepared, this.last))
  }

  withSecrets(names: readonly string[]): Outcome {
    if (names.length === 0) return this
    const { provider, why, call, patch, prepared, last } = this
    const secrets = [...(patch.secrets ?? []), ...names]
    return new Outcome({ provider, why }, call, { ...patch, secrets }, prepared, last)
  }

  responded(head: ResponseHead): 'again' | undefined {
    return this.provider.responded?.(head, this.call)
  }
}

/** A request as `fetch` takes it, which refuses even an empty body in a GET. */
export function toSend({ method, url, headers, body }: Request): SignedRequest {
  const list = headers as SignedRequest['headers']
  return body.length > 0 ? { method, url, headers: list, body } : { method, url, headers: list }
}

/** A signed request that somebody looks at: the headers in which a secret stands are secret, whoever wrote them. */
export function watched(signed: Signed, trace: Trace | undefined, conceal: SecretFilter): Signed {
  return trace && signed instanceof Outcome
    ? signed.withSecrets(secretHeaders(signed.request.headers, conceal))
    : signed
}

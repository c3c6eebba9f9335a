import type { Claim } from './decider.js'
import { patched, type Request, type SignedRequest } from './message.js'
import { type Given, withList } from './patch.js'
import type { AnyProvider, Call, ResponseHead, SignedChange } from './provider.js'
import { secretHeaders } from './secrets/conceal.js'
import type { SecretFilter } from './secrets/filter.js'
import type { Trace } from './trace.js'

/**
 * What became of a request: signed by a provider, or left alone, and why.
 * @example const urlOf = ({ request }: Signed) => request.url
 */
export interface Signed {
  /** The provider that acted, or undefined if the request is left as it was. */
  readonly provider: AnyProvider | undefined
  /** The host rule that matched, or why nobody acts, for people. */
  readonly why: string
  /** The request to send: `fetch(signed.request.url, signed.request)`. */
  readonly request: SignedRequest
  /** What changed in it. */
  readonly patch: SignedChange
  /**
   * The same with headers in the form that the provider gave them, for tools that hold headers in a record; undefined if
   * the request is left as it was.
   */
  readonly given: Given<SignedChange> | undefined
}

/**
 * The whole request is put together when it is asked for: some tools take the patch alone, and in k6 a list of headers
 * costs as much as its signature.
 */
export class Outcome implements Signed {
  declare private readonly claim: Claim
  declare private readonly call: Call<unknown>
  declare readonly given: Given<SignedChange>

  constructor(claim: Claim, call: Call<unknown>, given: Given<SignedChange>) {
    this.claim = claim
    this.call = call
    this.given = given
  }

  get provider(): AnyProvider {
    return this.claim.provider
  }

  get why(): string {
    return this.claim.why
  }

  get patch(): SignedChange {
    return withList(this.given)
  }

  get request(): SignedRequest {
    return toSend(patched(this.call.request, this.patch))
  }

  withSecrets(names: readonly string[]): Outcome {
    if (names.length === 0) return this
    const { claim, call, given } = this
    return new Outcome(claim, call, { ...given, secrets: [...(given.secrets ?? []), ...names] })
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

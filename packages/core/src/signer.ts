import { bearer } from './bearer/bearer.js'
import { checkText } from './bytes.js'
import { type Claim, createDecider, type Decider, type DeciderOptions, type Decision } from './decider.js'
import { CountersignError } from './errors.js'
import { checkHeaders as check, checkOwnHeaders } from './headers.js'
import type { Host } from './host.js'
import { merged, type OpenPatch, type Patch, patched, type Request, type Response } from './message.js'
import type { AnyProvider, Call, Needs, Prepared, Provider } from './provider.js'
import { concealedTrace, guarded, secretHeaders } from './secrets/conceal.js'
import type { SecretFilter } from './secrets/filter.js'
import { checkSettings, withDefaults } from './settings.js'
import { describeBody } from './steps/body.js'
import type { TokenSource } from './tokens.js'
import type { Trace } from './trace.js'
import { shown } from './url.js'
import { isWaiting, type MaybeWaiting, promiseOf, withoutPromises, withPromises } from './waiting.js'

/** A host, and either a decider or what it takes to make one. */
export type SignerOptions = (DeciderOptions | { readonly decider: Decider }) & {
  readonly host: Host
  /** Hears of what works today and soon will not: a certificate that is about to expire. */
  readonly warn?: (message: string) => void
}

/** What became of a request: signed by a provider, or left alone, and why. */
export interface Signed {
  /** The provider that acted, or undefined where the request is left as it was. */
  readonly provider: AnyProvider | undefined
  readonly why: string
  /** The request to send. */
  readonly request: Request
  /** What changed in it. */
  readonly patch: Prepared
}

/** Signs requests with one set of settings. Make it once: keys are parsed once in it. */
export interface Signer {
  /** Who acts on a URL. @throws {CountersignError} `invalid-url`, `insecure-url`, `ambiguous-host`, `invalid-setting` */
  decide(url: string): Decision
  /** What a request needs before it is signed; undefined where it is left alone. */
  needs(request: Request): Needs | undefined
  /** Signs without waiting. @throws {CountersignError} `needs-waiting` where that cannot be, and all of `apply` */
  sign(request: Request, trace?: Trace): Signed
  /** Prepares, then signs. @throws {CountersignError} whatever is wrong, before anything is sent */
  apply(request: Request, trace?: Trace): Promise<Signed>
  /** As `apply`, but with a promise only if something has to be waited for: a token at hand needs none. */
  attempt(request: Request, trace?: Trace): Signed | Promise<Signed>
  /** Opens the answer to a request to `url`. @throws {CountersignError} `open-failed`, `invalid-answer` */
  open(url: string, response: Response, trace?: Trace): Promise<OpenPatch>
  /** The same without waiting. @throws {CountersignError} `needs-waiting` where that cannot be, and all of `open` */
  openSync(url: string, response: Response, trace?: Trace): OpenPatch
  /** Notes the status of each response: 401 drops the token. Returns whether the request may be tried once more. */
  noteStatus(signed: Signed, status: number): boolean
  /** Where the token of requests to a URL comes from; undefined where they carry none. @throws all of `decide` */
  tokens(url: string): TokenSource | undefined
  /**
   * What a provider's `setup` made of its settings, made once. Ask early, so that mistakes show before the first
   * request. @throws {CountersignError} `missing-setting`, `invalid-setting`, `invalid-key`
   */
  ready<Ready>(provider: Provider<Ready>): Ready
}

/** A patch that changes nothing, told apart by being this one. */
const NOTHING: Prepared = {}

export function createSigner(options: SignerOptions): Signer {
  const { host, warn = () => {} } = options
  const checkHeaders = host.checksHeaders ? () => {} : check
  const checkOwn = host.checksHeaders ? () => {} : checkOwnHeaders
  const decider = 'decider' in options ? options.decider : createDecider(options)
  const known = new Map<string, unknown>()
  const sources = new Map<string, TokenSource>()

  function ready<Ready>(provider: Provider<Ready>): Ready {
    if (known.has(provider.id)) return known.get(provider.id) as Ready
    const values = decider.values(provider)
    checkSettings(provider, values, host.tokens?.isBrokered)
    const made = provider.setup(withDefaults(provider, values), { host, warn })
    known.set(provider.id, made)
    return made
  }

  function callOf(decision: Claim, request: Request, trace: Trace | undefined): Call<unknown> {
    const settings = ready(decision.provider)
    if (request.body.length > 0) checkText(request.body, host.codec)
    const call = { request, url: decision.url, settings, host, trace }
    if (trace) traceCall(call, decision, trace)
    return call
  }

  function traceCall(call: Call<unknown>, decision: Claim, trace: Trace): void {
    trace('provider', decision.provider.name)
    trace('why', decision.why)
    trace('how', decision.provider.needs(call).how)
    describeBody(call.request.body, decider.conceal, host, trace)
  }

  function finish(call: Call<unknown>, claim: Claim, prepared: Prepared): Signed {
    const { provider } = claim
    if (!provider.sign) return finished(call, claim, prepared)
    const isPrepared = prepared !== NOTHING
    const ready = isPrepared ? { ...call, request: patched(call.request, prepared) } : call
    const patch = provider.sign(ready)
    checkHeaders(ready.request.headers, provider.id)
    checkOwn(patch.headers ?? [], provider.id)
    const whole = isPrepared
      ? { ...merged(prepared, patch), ...(prepared.token && { token: prepared.token }) }
      : patch
    return new Outcome(claim, whole, ready.request, patch)
  }

  /** Nothing to sign, so nothing to merge: in k6 that takes a fifth of the time of an encryption. */
  function finished({ request }: Call<unknown>, claim: Claim, prepared: Prepared): Signed {
    checkHeaders(request.headers, claim.provider.id)
    checkOwn(prepared.headers ?? [], claim.provider.id)
    return new Outcome(claim, prepared, request, prepared)
  }

  /** What has to be waited for before a request is signed; undefined if that is nothing. */
  function workFor(call: Call<unknown>, { provider }: Claim): MaybeWaiting<Prepared> | undefined {
    const { prepare, tokens } = provider
    if ((!prepare && !tokens) || !provider.needs(call).waits) return undefined
    // No token is requested on behalf of a request that cannot be sent.
    checkHeaders(call.request.headers, provider.id)
    return prepare ? provider.prepare?.(call) : bearer(sourceFor(provider, call.url.origin), host, call.trace)
  }

  /** Made once for each origin: a source tells its tokens apart by a hash. */
  function sourceFor(provider: AnyProvider, origin: string): TokenSource {
    const name = `${provider.id} ${origin}`
    const source = sources.get(name) ?? provider.tokens?.(origin, { settings: ready(provider), host })
    sources.set(name, source as TokenSource)
    return source as TokenSource
  }

  function attempt(request: Request, trace?: Trace): Signed | Promise<Signed> {
    const claim = decider(request.url)
    if (!claim.acts) return passThrough(request, claim.why)
    const call = callOf(claim, request, trace)
    const work = workFor(call, claim)
    if (!work) return finish(call, claim, NOTHING)
    if (!isWaiting(work)) return work.then((prepared) => finish(call, claim, prepared))
    const step = work.next()
    if (step.done) return finish(call, claim, step.value)
    return withPromises(work, step).then((prepared) => finish(call, claim, prepared))
  }

  function opening(url: string, response: Response, trace?: Trace): MaybeWaiting<OpenPatch> | undefined {
    const decision = decider(url)
    if (!decision.acts) return undefined
    return decision.provider.open?.({ response, settings: ready(decision.provider), host, trace })
  }

  const passThrough = (request: Request, why: string): Signed => ({
    provider: undefined,
    why,
    request,
    patch: {},
  })

  function needs(request: Request): Needs | undefined {
    const decision = decider(request.url)
    if (!decision.acts) return undefined
    checkHeaders(request.headers, decision.provider.id)
    return decision.provider.needs(callOf(decision, request, undefined))
  }

  function sign(request: Request, trace?: Trace): Signed {
    const claim = decider(request.url)
    if (!claim.acts) return passThrough(request, claim.why)
    const call = callOf(claim, request, trace)
    const work = workFor(call, claim)
    if (!work) return finish(call, claim, NOTHING)
    const cannot = () => needsWaiting(claim.provider, `sign ${shown(request.url)}`)
    if (!isWaiting(work)) throw cannot()
    return finish(call, claim, withoutPromises(work, cannot))
  }

  function openSync(url: string, response: Response, trace?: Trace): OpenPatch {
    const work = opening(url, response, trace)
    const cannot = () => needsWaiting(decider.matching(url)[0], `open the response of ${shown(url)}`)
    if (work && !isWaiting(work)) throw cannot()
    return work ? withoutPromises(work, cannot) : {}
  }

  function tokens(url: string): TokenSource | undefined {
    const decision = decider(url)
    if (!decision.acts || !decision.provider.tokens) return undefined
    return sourceFor(decision.provider, decision.url.origin)
  }

  const { conceal } = decider
  const safe = <Made>(run: () => Made): Made => guarded(run, conceal)
  const hidden = (trace: Trace | undefined) => concealedTrace(trace, conceal)

  return {
    decide: (url) => safe(() => decider(url)),
    ready: (provider) => safe(() => ready(provider)),
    needs: (request) => safe(() => needs(request)),
    sign: (request, trace) => safe(() => watched(sign(request, hidden(trace)), trace, conceal)),
    async apply(request, trace) {
      return safe(async () => watched(await attempt(request, hidden(trace)), trace, conceal))
    },
    attempt: (request, trace) => safe(() => attempt(request, hidden(trace))),
    async open(url, response, trace) {
      const work = () => opening(url, response, hidden(trace))
      return safe(async () => promiseOf(work() ?? Promise.resolve({})))
    },
    openSync: (url, response, trace) => safe(() => openSync(url, response, hidden(trace))),
    tokens: (url) => safe(() => tokens(url)),
    noteStatus({ patch: { token } }, status) {
      if (status !== 401 || token === undefined || token.source.use === 'once') return false
      host.tokens?.drop(token.source, token.value)
      return true
    },
  }
}

/** A signed request that somebody looks at: the headers in which a secret stands are secret, whoever wrote them. */
function watched(signed: Signed, trace: Trace | undefined, conceal: SecretFilter): Signed {
  if (!trace || !signed.provider) return signed
  const { provider, why, request, patch } = signed
  const secrets = [...(patch.secrets ?? []), ...secretHeaders(request.headers, conceal)]
  return secrets.length === 0 ? signed : { provider, why, request, patch: { ...patch, secrets } }
}

/**
 * The whole request is put together when it is asked for: some tools take the patch alone, and in k6 a list of headers
 * costs as much as its signature.
 */
class Outcome implements Signed {
  declare readonly provider: AnyProvider
  declare readonly why: string
  declare readonly patch: Prepared
  declare private readonly prepared: Request
  declare private readonly last: Patch

  constructor({ provider, why }: Claim, patch: Prepared, prepared: Request, last: Patch) {
    this.provider = provider
    this.why = why
    this.patch = patch
    this.prepared = prepared
    this.last = last
  }

  get request(): Request {
    return patched(this.prepared, this.last)
  }
}

function needsWaiting(provider: AnyProvider | undefined, what: string): CountersignError {
  const message = `${provider?.name} cannot ${what} without waiting for a token or for encryption. Use the asynchronous call.`
  return new CountersignError('needs-waiting', message, provider?.id)
}

export type { Claim, Decision, Patch }

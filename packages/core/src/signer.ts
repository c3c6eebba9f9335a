import { bearer } from './bearer/bearer.js'
import { checkText } from './bytes.js'
import { type Claim, createDecider, type Decider, type DeciderOptions, type Decision } from './decider.js'
import { checkHeaders as check, checkOwnHeaders } from './headers.js'
import type { Host } from './host.js'
import {
  type Change,
  type Header,
  merged,
  type OpenPatch,
  patched,
  type Request,
  type Response,
} from './message.js'
import { asynchronous, checkedWork, isPromise, needsOf, needsWaiting, unsigned } from './needs.js'
import { addsHeadersOnly, changesNothing, type Given, readPatch } from './patch.js'
import type { AnyProvider, Call, Needs, Provider, SignedChange } from './provider.js'
import { type RequestInput, readRequest } from './request.js'
import { concealedTrace, guarded, rethrow } from './secrets/conceal.js'
import { checkSettings, missingSettings, withDefaults } from './settings.js'
import { Outcome, type Signed, toSend, watched } from './signed.js'
import { describeBody } from './steps/body.js'
import type { TokenSource } from './tokens.js'
import type { Trace } from './trace.js'
import { parseUrl, shown } from './url.js'
import { isWaiting, type MaybeWaiting, promiseOf, withoutPromises, withPromises } from './waiting.js'

/** A host, and either a decider or what it takes to make one. */
export type SignerOptions = (DeciderOptions | { readonly decider: Decider }) & {
  readonly host: Host
  /** Hears of what works today and soon will not: a certificate that is about to expire. */
  readonly warn?: (message: string) => void
}

/** What a provider is made ready for: requests, or opening responses only. */
export type Purpose = 'request' | 'response'

/** Signs requests with one set of settings. Make it once: keys are parsed once in it. */
export interface Signer {
  /** Who acts on a URL. @throws {CountersignError} `invalid-url`, `insecure-url`, `ambiguous-host`, `invalid-setting` */
  decide(url: string): Decision
  /** What a request needs before it is signed; undefined where it is left alone. */
  needs(request: RequestInput): Needs | undefined
  /** Signs without waiting. @throws {CountersignError} `needs-waiting` where that cannot be, and all of `apply` */
  sign(request: RequestInput, trace?: Trace): Signed
  /**
   * What `sign` changes, for tools that need no more; undefined if the request is left alone.
   * @throws {CountersignError} all of `sign`
   */
  change(request: RequestInput): Signed['given']
  /** Prepares, then signs. @throws {CountersignError} whatever is wrong, before anything is sent */
  apply(request: RequestInput, trace?: Trace): Promise<Signed>
  /** As `apply`, but with a promise only if something has to be waited for: a token at hand needs none. */
  attempt(request: RequestInput, trace?: Trace): Signed | Promise<Signed>
  /** Opens the response to a request to `url`. @throws {CountersignError} `open-failed`, `invalid-answer` */
  open(url: string, response: Response, trace?: Trace): Promise<OpenPatch>
  /** The same without waiting. @throws {CountersignError} `needs-waiting` where that cannot be, and all of `open` */
  openSync(url: string, response: Response, trace?: Trace): OpenPatch
  /**
   * Notes each response to a signed request: 401 drops the token, and the provider looks at status and headers. Returns
   * whether the request may be signed and sent once more.
   */
  noteStatus(signed: Signed, status: number, headers?: readonly Header[]): boolean
  /** Where the token of requests to a URL comes from; undefined where they carry none. @throws all of `decide` */
  tokens(url: string): TokenSource | undefined
  /**
   * What a provider's `setup` made of its settings, made once. Ask early, so that mistakes show before the first
   * request. To open responses only, fewer settings are needed.
   * @throws {CountersignError} `missing-setting`, `invalid-setting`, `invalid-key`
   */
  ready<Ready>(provider: Provider<Ready>, purpose?: Purpose): Ready
}

export type { Signed }

export function createSigner(options: SignerOptions): Signer {
  const { host, warn = () => {} } = options
  const checkHeaders = host.checksHeaders ? () => {} : check
  const checkOwn = host.checksHeaders ? () => {} : checkOwnHeaders
  // A tool that checks headers has read the request by itself.
  const read = host.checksHeaders ? (input: RequestInput) => input as Request : readRequest
  const decider = 'decider' in options ? options.decider : createDecider(options)
  const known = new Map<string, unknown>()
  const sources = new Map<string, TokenSource>()

  function ready<Ready>(provider: Provider<Ready>, purpose: Purpose = 'request'): Ready {
    const before = known.get(provider.id)
    if (before !== undefined) return before as Ready
    const values = decider.values(provider)
    const isBrokered = host.tokens?.isBrokered
    const opensOnly = purpose === 'response' && missingSettings(provider, values, { isBrokered }).length > 0
    const name = opensOnly ? `${provider.id} for responses` : provider.id
    if (known.has(name)) return known.get(name) as Ready
    checkSettings(provider, values, { isBrokered, opensOnly })
    const made = provider.setup(withDefaults(provider, values), { host, warn })
    if (isPromise(made)) throw asynchronous(provider, 'setup')
    known.set(name, made)
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
    trace('how', needsOf(decision.provider, call).how)
    describeBody(call.request.body, decider.conceal, host, trace)
  }

  const finish = (call: Call<unknown>, claim: Claim, work?: unknown): Signed =>
    new Outcome(claim, call, changeOf(call, claim.provider, work))

  function changeOf(call: Call<unknown>, provider: AnyProvider, work?: unknown): Given<SignedChange> {
    if (work !== undefined || !provider.sign) return prepared(call, provider, work)
    const given = provider.sign(call)
    if (host.checksHeaders && addsHeadersOnly(given)) return given
    return checked(call, provider, readPatch(given, call.request.url, provider, 'sign'))
  }

  function prepared(call: Call<unknown>, provider: AnyProvider, work: unknown): SignedChange {
    const first: SignedChange =
      work === undefined ? {} : readPatch(work, call.request.url, provider, 'prepare')
    if (!provider.sign) return checked(call, provider, first)
    const ready = afterwards(call, first)
    const then = readPatch(provider.sign(ready), ready.request.url, provider, 'sign')
    return checked(call, provider, withToken(merged(first, then), first))
  }

  function checked(call: Call<unknown>, provider: AnyProvider, change: SignedChange): SignedChange {
    if (changesNothing(change) && needsOf(provider, call).asIs === undefined) throw unsigned(provider)
    checkHeaders(call.request.headers, provider.id)
    if (change.headers) checkOwn(change.headers, provider.id)
    return change
  }

  /** What has to be waited for before a request is signed; undefined if that is nothing. */
  function workFor(call: Call<unknown>, { provider }: Claim): MaybeWaiting<unknown> | undefined {
    const { prepare, tokens } = provider
    if ((!prepare && !tokens) || !needsOf(provider, call).waits) return undefined
    // No token is requested on behalf of a request that cannot be sent.
    checkHeaders(call.request.headers, provider.id)
    return prepare
      ? checkedWork(provider, provider.prepare?.(call))
      : bearer(sourceFor(provider, call.url.origin), host, call.trace)
  }

  /** Made once for each origin: a source tells its tokens apart by a hash. */
  function sourceFor(provider: AnyProvider, origin: string): TokenSource {
    const name = `${provider.id} ${origin}`
    const source = sources.get(name) ?? provider.tokens?.(origin, { settings: ready(provider), host })
    sources.set(name, source as TokenSource)
    return source as TokenSource
  }

  function attempt(input: RequestInput, trace?: Trace): Signed | Promise<Signed> {
    const request = read(input)
    const claim = decider(request.url)
    if (!claim.acts) return passThrough(request, claim.why)
    const call = callOf(claim, request, trace)
    const work = workFor(call, claim)
    return work ? soon(work, call, claim) : finish(call, claim)
  }

  function soon(work: MaybeWaiting<unknown>, call: Call<unknown>, claim: Claim): Signed | Promise<Signed> {
    if (!isWaiting(work)) return work.then((prepared) => finish(call, claim, prepared ?? null))
    const step = work.next()
    if (step.done) return finish(call, claim, step.value ?? null)
    return withPromises(work, step).then((prepared) => finish(call, claim, prepared ?? null))
  }

  function opening(url: string, response: Response, trace?: Trace): MaybeWaiting<OpenPatch> | undefined {
    const decision = decider(url)
    if (!decision.acts) return undefined
    const { provider } = decision
    return provider.open?.({ response, settings: ready(provider, 'response'), host, trace })
  }

  const passThrough = (request: Request, why: string): Signed => ({
    provider: undefined,
    why,
    request: toSend(request),
    patch: {},
    given: undefined,
  })

  function needs(input: RequestInput): Needs | undefined {
    const request = read(input)
    const decision = decider(request.url)
    if (!decision.acts) return undefined
    checkHeaders(request.headers, decision.provider.id)
    return needsOf(decision.provider, callOf(decision, request, undefined))
  }

  function sign(input: RequestInput, trace?: Trace): Signed {
    const request = read(input)
    const claim = decider(request.url)
    if (!claim.acts) return passThrough(request, claim.why)
    const call = callOf(claim, request, trace)
    return finish(call, claim, workAtOnce(call, claim))
  }

  function change(input: RequestInput): Given<SignedChange> | undefined {
    const request = read(input)
    const claim = decider(request.url)
    if (!claim.acts) return undefined
    const call = callOf(claim, request, undefined)
    return changeOf(call, claim.provider, workAtOnce(call, claim))
  }

  /** What was prepared; undefined if there is nothing to prepare. */
  function workAtOnce(call: Call<unknown>, claim: Claim): unknown {
    const work = workFor(call, claim)
    return work && (atOnce(work, claim.provider, call.request) ?? null)
  }

  function atOnce(work: MaybeWaiting<unknown>, provider: AnyProvider, { url }: Request): unknown {
    const cannot = () => needsWaiting(provider, `sign ${shown(url)}`)
    if (!isWaiting(work)) throw cannot()
    return withoutPromises(work, cannot)
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
  const fail = (thrown: unknown) => rethrow(thrown, conceal)
  const hidden = (trace: Trace | undefined) => concealedTrace(trace, conceal)

  return {
    decide: (url) => safe(() => decider(url)),
    ready: (provider, purpose) => safe(() => ready(provider, purpose)),
    needs: (request) => safe(() => needs(request)),
    // By try and catch: a closure for each call costs k6 as much as a tenth of a signature.
    sign(request, trace) {
      try {
        return trace ? watched(sign(request, hidden(trace)), trace, conceal) : sign(request)
      } catch (thrown) {
        return fail(thrown)
      }
    },
    change(request) {
      try {
        return change(request)
      } catch (thrown) {
        return fail(thrown)
      }
    },
    async apply(request, trace) {
      return safe(async () => watched(await attempt(request, hidden(trace)), trace, conceal))
    },
    attempt(request, trace) {
      try {
        const signed = attempt(request, hidden(trace))
        return signed instanceof Promise ? signed.catch(fail) : signed
      } catch (thrown) {
        return fail(thrown)
      }
    },
    async open(url, response, trace) {
      const work = () => opening(url, response, hidden(trace))
      return safe(async () => promiseOf(work() ?? Promise.resolve({})))
    },
    openSync: (url, response, trace) => safe(() => openSync(url, response, hidden(trace))),
    tokens: (url) => safe(() => tokens(url)),
    noteStatus(signed, status, headers = []) {
      // What the provider asks for, a nonce say, is no fault of the token.
      if (signed instanceof Outcome && signed.responded({ status, headers }) === 'again') return true
      const token = signed.given?.token
      if (status !== 401 || token === undefined || token.source.use === 'once') return false
      host.tokens?.drop(token.source, token.value)
      return true
    },
  }
}

/** The call as `prepare` left it. */
function afterwards(call: Call<unknown>, change: Change): Call<unknown> {
  const url = change.url === undefined ? call.url : parseUrl(change.url)
  return { ...call, url, request: patched(call.request, change) }
}

const withToken = (change: Change, { token }: SignedChange): SignedChange => ({
  ...change,
  ...(token && { token }),
})

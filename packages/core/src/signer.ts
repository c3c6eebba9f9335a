import { checkText } from './bytes.js'
import { type Claim, createDecider, type Decider, type DeciderOptions, type Decision } from './decider.js'
import { checkHeaders } from './headers.js'
import type { Host } from './host.js'
import type { Header, OpenPatch, Request, Response } from './message.js'
import { needsOf, needsWaiting } from './needs.js'
import type { Given } from './patch.js'
import type { AnyProvider, Call, Needs, Provider, SignedChange } from './provider.js'
import { type RequestInput, readRequest } from './request.js'
import { concealedTrace, guarded, rethrow } from './secrets/conceal.js'
import { Outcome, type Signed, toSend, watched } from './signed.js'
import { callOf, tracedCall } from './signing/call.js'
import { changeOf } from './signing/change.js'
import { changeAfter } from './signing/prepared.js'
import { createReady, type Purpose } from './signing/ready.js'
import { createWork } from './signing/work.js'
import type { TokenSource } from './tokens.js'
import type { Trace } from './trace.js'
import { shown } from './url.js'
import { isWaiting, type MaybeWaiting, promiseOf, withoutPromises, withPromises } from './waiting.js'

/**
 * A host, and either a decider or what it takes to make one.
 * @example
 * ```ts
 * import { providers } from '@countersign/core'
 * import { nodeHost } from '@countersign/hosts/node'
 * const options: SignerOptions = { providers, settings: () => undefined, host: nodeHost(), warn: console.warn }
 * ```
 */
export type SignerOptions = (DeciderOptions | { readonly decider: Decider }) & {
  readonly host: Host
  /** Hears of what works today and soon will not: a certificate that is about to expire. */
  readonly warn?: (message: string) => void
}

/**
 * Signs requests with one set of settings. Make it once: keys are parsed once in it.
 * @example const sign = (signer: Signer, url: string) => signer.apply({ method: 'GET', url })
 */
export interface Signer {
  /**
   * Who acts on a URL.
   * @throws {CountersignError} `invalid-url`, `insecure-url`, `ambiguous-host`, `unclaimed-path`, `invalid-setting`
   */
  decide(url: string): Decision
  /**
   * What a request needs before it is signed; undefined if it is left alone.
   * @throws {CountersignError} `invalid-header`, `invalid-body` on what is no request, `invalid-provider`, and all of
   * `decide` and `ready`
   */
  needs(request: RequestInput): Needs | undefined
  /** Signs without waiting. @throws {CountersignError} `needs-waiting` if that cannot be, and all of `apply` */
  sign(request: RequestInput, trace?: Trace): Signed
  /**
   * What `sign` changes, for tools that need no more; undefined if the request is left alone.
   * @throws {CountersignError} all of `sign`
   */
  change(request: RequestInput): Signed['given']
  /**
   * Prepares, then signs.
   * @throws {CountersignError} before anything is sent: all of `decide`, `ready` and `needs`; `missing-capability`,
   * `token-request-failed`, `invalid-token-answer`, `seal-failed`; `invalid-patch` by a mistake in a provider
   */
  apply(request: RequestInput, trace?: Trace): Promise<Signed>
  /**
   * As `apply`, but with a promise only if something has to be waited for: a token at hand needs none.
   * @throws {CountersignError} all of `apply`, at once or as a rejection
   */
  attempt(request: RequestInput, trace?: Trace): Signed | Promise<Signed>
  /**
   * Opens the response to a request to `url`: decrypts or verifies it. Empty if no provider acts.
   * @throws {CountersignError} `open-failed`, `invalid-answer`, `missing-capability`, and all of `decide` and `ready`
   */
  open(url: string, response: Response, trace?: Trace): Promise<OpenPatch>
  /** The same without waiting. @throws {CountersignError} `needs-waiting` if that cannot be, and all of `open` */
  openSync(url: string, response: Response, trace?: Trace): OpenPatch
  /**
   * Notes each response to a signed request: 401 drops the token, and the provider looks at status and headers.
   * @param status the HTTP status code
   * @returns whether the request may be signed and sent once more
   */
  noteStatus(signed: Signed, status: number, headers?: readonly Header[]): boolean
  /**
   * Where the token of requests to a URL comes from; undefined if they carry none.
   * @throws {CountersignError} all of `decide` and `ready`
   */
  tokens(url: string): TokenSource | undefined
  /**
   * What a provider's `setup` made of its settings, made once. Ask early, so that mistakes show before the first
   * request. To open responses only, fewer settings are needed.
   * @throws {CountersignError} `missing-setting`, `invalid-setting`, `invalid-key`, `missing-capability`
   */
  ready<Ready>(provider: Provider<Ready>, purpose?: Purpose): Ready
}

export type { Purpose, Signed }

/**
 * Makes a signer of providers, their settings and a host. Settings are read at the first request that needs them.
 * @throws {CountersignError} `invalid-provider` if one is not written as it has to be, or two have one id
 * @example
 * ```ts
 * import { providers } from '@countersign/core'
 * import { nodeHost } from '@countersign/hosts/node'
 * const signer = createSigner({ providers, settings: (name) => process.env[name], host: nodeHost() })
 * const { request } = await signer.apply({ method: 'GET', url: 'https://api.inqud.com/v1/user' })
 * ```
 */
export function createSigner(options: SignerOptions): Signer {
  const { host, warn = () => {} } = options
  // A tool that checks headers has read the request by itself.
  const read = host.checksHeaders ? asRead : readRequest
  const decider = 'decider' in options ? options.decider : createDecider(options)
  const ready = createReady(decider, host, warn)
  const work = createWork(host, ready)

  function called(claim: Claim, request: Request, trace: Trace | undefined): Call<unknown> {
    const call = callOf(claim, request, ready(claim.provider), host)
    return trace ? tracedCall(call, claim, trace, decider.conceal) : call
  }

  const finish = (call: Call<unknown>, claim: Claim, prepared?: unknown): Signed =>
    new Outcome(claim, call, changed(call, claim.provider, prepared))

  function attempt(input: RequestInput, trace?: Trace): Signed | Promise<Signed> {
    const request = read(input)
    const claim = decider(request.url)
    if (!claim.acts) return passThrough(request, claim.why)
    const call = called(claim, request, trace)
    const pending = work.of(call, claim.provider)
    return pending ? soon(pending, call, claim) : finish(call, claim)
  }

  function soon(pending: MaybeWaiting<unknown>, call: Call<unknown>, claim: Claim): Signed | Promise<Signed> {
    const done = (prepared: unknown) => finish(call, claim, prepared ?? null)
    if (!isWaiting(pending)) return pending.then(done).catch(fail)
    const step = pending.next()
    return step.done ? done(step.value) : withPromises(pending, step).then(done).catch(fail)
  }

  function opening(url: string, response: Response, trace?: Trace): MaybeWaiting<OpenPatch> | undefined {
    const decision = decider(url)
    if (!decision.acts) return undefined
    const { provider } = decision
    return provider.open?.({
      url: decision.url,
      response,
      settings: ready(provider, 'response'),
      host,
      trace,
    })
  }

  function needs(input: RequestInput): Needs | undefined {
    const request = read(input)
    const decision = decider(request.url)
    if (!decision.acts) return undefined
    if (!host.checksHeaders) checkHeaders(request.headers, decision.provider.id)
    return needsOf(decision.provider, called(decision, request, undefined))
  }

  function sign(input: RequestInput, trace?: Trace): Signed {
    const request = read(input)
    const claim = decider(request.url)
    if (!claim.acts) return passThrough(request, claim.why)
    const call = called(claim, request, trace)
    return finish(call, claim, preparedAtOnce(call, claim.provider))
  }

  function change(input: RequestInput): Given<SignedChange> | undefined {
    const request = read(input)
    const claim = decider(request.url)
    if (!claim.acts) return undefined
    // Without a function for each step: in k6 each takes a fiftieth of a signature.
    const { provider } = claim
    if (!host.checksTexts) checkText(request.body, host.codec)
    const call = { request, url: claim.url, settings: ready(provider), host, trace: undefined }
    const waits = provider.prepare !== undefined || provider.tokens !== undefined
    const prepared = waits ? preparedAtOnce(call, provider) : undefined
    return prepared === undefined ? changeOf(call, provider) : changeAfter(prepared, call, provider)
  }

  /** What was prepared; undefined if there is nothing to prepare. */
  function preparedAtOnce(call: Call<unknown>, provider: AnyProvider): unknown {
    const pending = work.of(call, provider)
    return pending && (atOnce(pending, provider, call.request) ?? null)
  }

  function openSync(url: string, response: Response, trace?: Trace): OpenPatch {
    const pending = opening(url, response, trace)
    const cannot = () => needsWaiting(decider.matching(url)[0], `open the response of ${shown(url)}`)
    if (pending && !isWaiting(pending)) throw cannot()
    return pending ? withoutPromises(pending, cannot) : {}
  }

  function tokens(url: string): TokenSource | undefined {
    const decision = decider(url)
    return decision.acts ? work.source(decision.provider, decision.url.origin) : undefined
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
        return attempt(request, trace && hidden(trace))
      } catch (thrown) {
        return fail(thrown)
      }
    },
    // One promise around another costs k6 as much as half a signature.
    async open(url, response, trace) {
      try {
        const work = opening(url, response, hidden(trace))
        return work ? await promiseOf(work) : {}
      } catch (thrown) {
        return fail(thrown)
      }
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

const asRead = (input: RequestInput) => input as Request

/** What a provider changes; `prepared` is undefined if there was nothing to prepare. */
const changed = (call: Call<unknown>, provider: AnyProvider, prepared: unknown): Given<SignedChange> =>
  prepared === undefined ? changeOf(call, provider) : changeAfter(prepared, call, provider)

function atOnce(work: MaybeWaiting<unknown>, provider: AnyProvider, { url }: Request): unknown {
  const cannot = () => needsWaiting(provider, `sign ${shown(url)}`)
  if (isWaiting(work)) return withoutPromises(work, cannot)
  // It is under way already. How it ends is nobody's concern any more.
  work.catch(() => {})
  throw cannot()
}

const passThrough = (request: Request, why: string): Signed => ({
  provider: undefined,
  why,
  request: toSend(request),
  patch: {},
  given: undefined,
})

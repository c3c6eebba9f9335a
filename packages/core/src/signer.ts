import { traceBody } from './body-steps.js'
import { checkText } from './bytes.js'
import { type Claim, type Decision, decide } from './decide.js'
import { CountersignError } from './errors.js'
import { checkHeaders } from './headers.js'
import type { Host } from './host.js'
import { merged, type OpenPatch, type Patch, patched, type Request, type Response } from './message.js'
import type { AnyProvider, Call, Needs, Prepared } from './provider.js'
import { checkSettings, type Resolver, settingsOf } from './settings.js'
import type { Trace } from './trace.js'
import { shown } from './url.js'

export interface SignerOptions {
  readonly providers: readonly AnyProvider[]
  /** Settings by their one name, as in `IMBURSE_PRIVATE_KEY`, and `COUNTERSIGN`. Read once for each provider. */
  readonly settings: Resolver
  readonly host: Host
  /** Hears of what works today and will not for long. */
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
  /** Opens the answer to a request to `url`. @throws {CountersignError} `open-failed`, `invalid-answer` */
  open(url: string, response: Response, trace?: Trace): Promise<OpenPatch>
  /** To be told of each answer's status: 401 drops the token. True where the request may be tried once more. */
  answered(signed: Signed, status: number): boolean
  /** Makes a provider's settings ready now, so that mistakes show before the first request. */
  check(provider: AnyProvider): void
}

/** A patch that changes nothing, told apart by being this one. */
const NOTHING: Prepared = {}

export function createSigner(options: SignerOptions): Signer {
  const { host, warn = () => {} } = options
  const ready = new Map<string, unknown>()

  function setup({ provider, values }: Pick<Claim, 'provider' | 'values'>): unknown {
    if (!ready.has(provider.id)) {
      checkSettings(provider, values)
      ready.set(provider.id, provider.setup(values, { host, warn }))
    }
    return ready.get(provider.id)
  }

  const decider = decide(options)

  function callOf(decision: Claim, request: Request, trace: Trace | undefined): Call<unknown> {
    const settings = setup(decision)
    checkText(request.body, host.codec)
    checkHeaders(request.headers, decision.provider.id)
    const call = { request, url: decision.url, settings, host, trace }
    if (trace) traceCall(call, decision, trace)
    return call
  }

  function traceCall(call: Call<unknown>, decision: Claim, trace: Trace): void {
    trace('provider', decision.provider.name)
    trace('why', decision.why)
    trace('how', decision.provider.needs(call).how)
    traceBody(call.request.body, secretsOf(decision), host, trace)
  }

  function finish(call: Call<unknown>, { provider, why }: Claim, prepared: Prepared): Signed {
    const isPrepared = prepared !== NOTHING
    const ready = isPrepared ? { ...call, request: patched(call.request, prepared) } : call
    const patch = provider.sign?.(ready) ?? NOTHING
    if (patch.headers) checkHeaders(patch.headers, provider.id)
    const whole = isPrepared
      ? { ...merged(prepared, patch), ...(prepared.token && { token: prepared.token }) }
      : patch
    let signed: Request | undefined
    return {
      provider,
      why,
      patch: whole,
      // Some tools take the patch alone, and in k6 a list of headers costs as much as its signature.
      get request() {
        signed ??= patched(ready.request, patch)
        return signed
      },
    }
  }

  const alone = (request: Request, why: string): Signed => ({ provider: undefined, why, request, patch: {} })

  return {
    decide: decider,
    check: (provider) => void setup({ provider, values: decider.values(provider) }),
    needs(request) {
      const decision = decider(request.url)
      return decision.acts ? decision.provider.needs(callOf(decision, request, undefined)) : undefined
    },
    sign(request, trace) {
      const decision = decider(request.url)
      if (!decision.acts) return alone(request, decision.why)
      const call = callOf(decision, request, trace)
      if (decision.provider.needs(call).waits) throw needsWaiting(decision.provider, request)
      return finish(call, decision, NOTHING)
    },
    async apply(request, trace) {
      const decision = decider(request.url)
      if (!decision.acts) return alone(request, decision.why)
      const { provider } = decision
      const call = callOf(decision, request, trace)
      const waits = provider.prepare !== undefined && provider.needs(call).waits
      const prepared = waits && provider.prepare ? await provider.prepare(call) : NOTHING
      if (prepared.headers) checkHeaders(prepared.headers, provider.id)
      return finish(call, decision, prepared)
    },
    async open(url, response, trace) {
      const decision = decider(url)
      if (!decision.acts || !decision.provider.open) return {}
      return decision.provider.open({ response, settings: setup(decision), host, trace })
    },
    answered({ patch: { token } }, status) {
      if (status !== 401 || token === undefined || token.source.use === 'once') return false
      host.tokens?.drop(token.source, token.value)
      return true
    },
  }
}

function secretsOf({ provider, values }: Claim): string[] {
  return settingsOf(provider).flatMap(({ name, secret }) => (secret && values[name] ? [values[name]] : []))
}

function needsWaiting(provider: AnyProvider, { url }: Request): CountersignError {
  return new CountersignError(
    'needs-waiting',
    `${provider.name} cannot sign ${shown(url)} without waiting for a token or for encryption. Use the asynchronous call.`,
    provider.id,
  )
}

export type { Claim, Decision, Patch }

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

  function callFor(request: Request, trace?: Trace): { call?: Call<unknown>; decision: Decision } {
    const decision = decider(request.url)
    if (!decision.acts) return { decision }
    const settings = setup(decision)
    checkText(request.body)
    checkHeaders(request.headers, decision.provider.id)
    trace?.('provider', decision.provider.name)
    trace?.('why', decision.why)
    const call = { request, url: decision.url, settings, host, trace }
    trace?.('how', decision.provider.needs(call).how)
    if (trace) traceBody(request.body, secretsOf(decision), host, trace)
    return { decision, call }
  }

  function finish(call: Call<unknown>, provider: AnyProvider, why: string, prepared: Prepared): Signed {
    const request = patched(call.request, prepared)
    const patch = provider.sign?.({ ...call, request }) ?? {}
    checkHeaders(patch.headers ?? [], provider.id)
    const whole = { ...merged(prepared, patch), ...(prepared.token && { token: prepared.token }) }
    return { provider, why, request: patched(request, patch), patch: whole }
  }

  const alone = (request: Request, why: string): Signed => ({ provider: undefined, why, request, patch: {} })

  return {
    decide: decider,
    check: (provider) => void setup({ provider, values: decider.values(provider) }),
    needs(request) {
      const { call, decision } = callFor(request)
      return call && decision.acts ? decision.provider.needs(call) : undefined
    },
    sign(request, trace) {
      const { call, decision } = callFor(request, trace)
      if (!call || !decision.acts) return alone(request, decision.why)
      const { provider } = decision
      if (provider.needs(call).waits) throw needsWaiting(provider, request)
      return finish(call, provider, decision.why, {})
    },
    async apply(request, trace) {
      const { call, decision } = callFor(request, trace)
      if (!call || !decision.acts) return alone(request, decision.why)
      const { provider } = decision
      const waits = provider.prepare !== undefined && provider.needs(call).waits
      const prepared: Prepared = waits && provider.prepare ? await provider.prepare(call) : {}
      checkHeaders(prepared.headers ?? [], provider.id)
      return finish(call, provider, decision.why, prepared)
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

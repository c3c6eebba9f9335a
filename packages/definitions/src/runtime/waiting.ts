import {
  type Call,
  type CarriedToken,
  headerValue,
  type Needs,
  type Prepared,
  type Provider,
  type TokenSource,
  type Waiting,
} from '@countersign/core'
import { obtainLease } from '@countersign/core/bearer/bearer'
import { Context, type Ready } from './context.js'
import { waited } from './pending.js'
import { described } from './provider.js'
import { headersOf, patchOf, runSteps, tellSecrets } from './run.js'
import type { Spec } from './spec.js'
import { isTokenRequest, runTokenSteps, tokenSource } from './token.js'

/** The provider of a compiled definition that has to wait: for a token, or a signature by a private key. */
export function definedWaiting(spec: Spec, signs: boolean): Provider<Ready> {
  const { token } = spec
  const own = new WeakMap<Ready, Map<string, TokenSource>>()
  const source = (call: Pick<Call<Ready>, 'settings' | 'host' | 'url'>) => {
    const known = own.get(call.settings) ?? new Map<string, TokenSource>()
    own.set(call.settings, known)
    const { origin } = call.url
    if (!known.has(origin)) known.set(origin, tokenSource(spec, origin, call))
    return known.get(origin) as TokenSource
  }
  return {
    ...described(spec),
    needs: (call) => needsOf(spec, call),
    ...(signs && { uses: ['signer'] as const }),
    ...(token && { tokens: (origin, call) => tokenSource(spec, origin, call) }),
    ...(token?.exclusive && { oneToken: true }),
    *prepare(call) {
      if (token && isTokenRequest(spec, call)) return yield* tokenRequestPatch(spec, call)
      tellSecrets(spec, call)
      const context = new Context(call)
      const carried = token && (yield* tokenFor(spec, call, context, source))
      const patch = yield* waited(context, () => {
        runSteps(spec, context, call.trace)
        return patchOf(spec, context)
      })
      return { ...patch, ...(carried && { token: carried }) }
    },
  }
}

function needsOf(spec: Spec, call: Call<Ready>): Needs {
  const { how, coversBody } = spec
  if (!spec.token || !isTokenRequest(spec, call)) return { body: coversBody, waits: true, how }
  const needs = { body: false, waits: true, how: 'the token request' }
  return spec.token.headers.length > 0 ? needs : { ...needs, asIs: 'it is the token request' }
}

function* tokenRequestPatch(spec: Spec, call: Call<Ready>): Waiting<Prepared> {
  const context = new Context(call)
  const headers = yield* waited(context, () => {
    runTokenSteps(spec, context, call.trace)
    return headersOf(spec.token?.headers ?? [], context, spec)
  })
  return { headers, secrets: spec.token?.secrets ?? [] }
}

/** The token of a request: its own if it brings one, else one that is held or obtained. */
function* tokenFor(
  { token }: Spec,
  call: Call<Ready>,
  context: Context,
  sourceOf: (call: Call<Ready>) => TokenSource,
): Waiting<CarriedToken | undefined> {
  const brought = /^bearer\s+(\S.*)$/i.exec(headerValue(call.request.headers, 'Authorization') ?? '')?.[1]
  if (token?.isBearer && brought) {
    context.token = brought
    call.trace?.('tokenUse', 'the bearer token it brings')
    return undefined
  }
  const source = sourceOf(call)
  const lease = yield* obtained(source, call)
  context.token = lease.token
  return { source, value: lease.token }
}

function* obtained(source: TokenSource, { host, trace }: Call<Ready>) {
  const lease = host.tokens?.held?.(source) ?? (yield* obtainLease(source, host, trace))
  trace?.('tokenUse', source.use)
  if (lease.useUntil !== Number.POSITIVE_INFINITY) trace?.('useUntil', lease.useUntil)
  return lease
}

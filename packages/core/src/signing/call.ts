import { checkText } from '../bytes.js'
import type { Claim } from '../decider.js'
import type { Host } from '../host.js'
import type { Request } from '../message.js'
import { needsOf } from '../needs.js'
import type { Call } from '../provider.js'
import type { SecretFilter } from '../secrets/filter.js'
import { describeBody } from '../steps/body.js'
import type { Trace } from '../trace.js'

/**
 * A request on its way through the provider that acts on it; `settings` is what its `setup` made.
 * @throws {CountersignError} `invalid-body` on a text that has no UTF-8 form
 */
export function callOf(claim: Claim, request: Request, settings: unknown, host: Host): Call<unknown> {
  if (!host.checksTexts && request.body.length > 0) checkText(request.body, host.codec)
  return { request, url: claim.url, settings, host, trace: undefined }
}

/** The same call, its steps told to `trace`, and before them who acts, why, and on which bytes. */
export function tracedCall(
  call: Call<unknown>,
  { provider, why }: Claim,
  trace: Trace,
  conceal: SecretFilter,
): Call<unknown> {
  const traced = { ...call, trace }
  trace('provider', provider.name)
  trace('why', why)
  trace('how', needsOf(provider, traced).how)
  describeBody(call.request.body, conceal, call.host, trace)
  return traced
}

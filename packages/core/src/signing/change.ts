import { checkHeaders, checkOwnHeaders } from '../headers.js'
import { needsOf, unsigned } from '../needs.js'
import { addsHeadersOnly, changesNothing, type Given, readPatch } from '../patch.js'
import type { AnyProvider, Call, SignedChange } from '../provider.js'

/** What a provider changes in a request for which nothing was prepared. @throws {CountersignError} `invalid-patch`, `invalid-header` */
export function changeOf(call: Call<unknown>, provider: AnyProvider): Given<SignedChange> {
  const given = provider.sign ? provider.sign(call) : {}
  // A tool that checks headers by itself needs no more of the commonest patch.
  if (call.host.checksHeaders && addsHeadersOnly(given)) return given
  return checked(call, provider, readPatch(given, call.request.url, provider, 'sign'))
}

/** Refuses a change that leaves the request unsigned, and headers that no tool can send. */
export function checked(call: Call<unknown>, provider: AnyProvider, change: SignedChange): SignedChange {
  if (changesNothing(change) && needsOf(provider, call).asIs === undefined) throw unsigned(provider)
  checkSent(call, provider)
  if (change.headers && !call.host.checksHeaders) checkOwnHeaders(change.headers, provider.id)
  return change
}

/** Checks the headers that the request brings, unless the tool does so by itself. @throws {CountersignError} `invalid-header` */
export function checkSent({ request, host }: Call<unknown>, { id }: AnyProvider): void {
  if (!host.checksHeaders) checkHeaders(request.headers, id)
}

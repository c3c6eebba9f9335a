import { type Change, merged, patched } from '../message.js'
import { readPatch } from '../patch.js'
import type { AnyProvider, Call, SignedChange } from '../provider.js'
import { parseUrl } from '../url.js'
import { checked } from './change.js'

/** What a provider changes in a request: what it prepared, then what it signs. @throws {CountersignError} `invalid-patch`, `invalid-header` */
export function changeAfter(work: unknown, call: Call<unknown>, provider: AnyProvider): SignedChange {
  const first: SignedChange = readPatch(work, call.request.url, provider, 'prepare')
  if (!provider.sign) return checked(call, provider, first)
  const ready = afterwards(call, first)
  const then = readPatch(provider.sign(ready), ready.request.url, provider, 'sign')
  const { token } = first
  return checked(call, provider, { ...merged(first, then), ...(token && { token }) })
}

/** The call as `prepare` left it. */
function afterwards(call: Call<unknown>, change: Change): Call<unknown> {
  const url = change.url === undefined ? call.url : parseUrl(change.url)
  return { ...call, url, request: patched(call.request, change) }
}

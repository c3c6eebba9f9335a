import type { Signed } from '@countersign/core/signer'
import { type Wait, type Waiting, wait } from '@countersign/core/waiting'
import { http } from './k6.js'
import { noteRefusal } from './metrics.js'
import { type K6Response, putOpened, toOpen } from './open.js'
import { urlText } from './sent-url.js'
import { isAtOnce } from './sign-at-once.js'
import type { SignedCall, SigningParts } from './signing.js'

/** A call that is signed, and how. */
export interface Made {
  readonly signed: Signed
  readonly call: SignedCall
}

/** Whether all there is to a call is to sign it and to send it: no token may be refused, no response opened. */
export const isSentOnce = (parts: SigningParts): boolean =>
  isAtOnce(parts) && !parts.provider.responded && !parts.provider.open

/**
 * Signs, sends and opens; after a 401 that a new token may mend, once more. `signing`: how a client
 * signs its call, each time anew. It yields its waits by itself: a generator within it costs k6 as much as a signature.
 */
export function* send(parts: SigningParts, signing: Partial<Wait>): Waiting<K6Response> {
  const { provider, signer } = parts
  const sign = signing as Wait
  const { call, signed } = (yield sign) as Made
  const response = (yield delivery(mayRepeat(signed) ? expecting401(call) : call)) as K6Response
  const headers = provider.responded ? Object.entries(response.headers) : []
  if (!signer.noteStatus(signed, response.status, headers)) {
    return provider.open ? yield* open(parts, response, urlText(call.url)) : response
  }
  const again = (yield sign) as Made
  return yield* open(parts, (yield delivery(again.call)) as K6Response, urlText(again.call.url))
}

const delivery = ({ method, url, body, params }: SignedCall): Wait => ({
  later: () => http.asyncRequest(method, url, body, params),
  now: () => http.request(method, url, body, params),
})

const mayRepeat = ({ given }: Signed) => given?.token !== undefined && given.token.source.use !== 'once'

let expected: ReturnType<typeof http.expectedStatuses> | undefined

/** A 401 that is tried once more is no failed request of the test. */
function expecting401(call: SignedCall): SignedCall {
  expected ??= http.expectedStatuses({ min: 200, max: 399 }, 401)
  return { ...call, params: { responseCallback: expected, ...call.params } }
}

/** Opens a response in place. */
export function* open(parts: SigningParts, response: K6Response, url: string): Waiting<K6Response> {
  const { provider, signer, host } = parts
  const sealed = provider.open && toOpen(response)
  if (!sealed) return response
  try {
    const opened = yield* wait(
      () => signer.open(url, sealed),
      () => signer.openSync(url, sealed),
    )
    return putOpened(response, opened, provider, host.codec)
  } catch (thrown) {
    throw noteRefusal(thrown)
  }
}

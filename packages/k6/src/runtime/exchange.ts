import type { Signed } from '@countersign/core/signer'
import { type Wait, type Waiting, wait } from '@countersign/core/waiting'
import { http } from './k6.js'
import { noteRefusal } from './metrics.js'
import { type K6Response, putOpened, toOpen } from './open.js'
import { urlText } from './sent-url.js'
import type { SignedCall, SigningParts } from './signing.js'

/** A call that is signed, and how. */
export interface Made {
  readonly signed: Signed
  readonly call: SignedCall
}

/** How a client signs its call, each time anew. */
type Signing = Partial<Record<keyof Wait, () => unknown>>

/** Signs, sends and opens; after a 401 that a new token may mend, once more. */
export function* send(parts: SigningParts, sign: Signing): Waiting<K6Response> {
  const first = yield* made(sign)
  const response = yield* deliver(mayRepeat(first) ? expecting401(first.call) : first.call)
  const headers = parts.provider.responded ? Object.entries(response.headers) : []
  if (!parts.signer.noteStatus(first.signed, response.status, headers)) {
    return yield* open(parts, response, urlText(first.call.url))
  }
  const { call } = yield* made(sign)
  return yield* open(parts, yield* deliver(call), urlText(call.url))
}

const made = ({ later, now }: Signing): Waiting<Made> =>
  wait(later as () => Promise<Made>, now as (() => Made) | undefined)

const deliver = ({ method, url, body, params }: SignedCall): Waiting<K6Response> =>
  wait<K6Response>(
    () => http.asyncRequest(method, url, body, params),
    () => http.request(method, url, body, params),
  )

const mayRepeat = ({ signed: { given } }: Made) =>
  given?.token !== undefined && given.token.source.use !== 'once'

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

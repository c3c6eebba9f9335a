import { checkText } from '@countersign/core/bytes'
import { CountersignError } from '@countersign/core/errors'
import { headerValue, type Request } from '@countersign/core/message'
import type { AnyProvider } from '@countersign/core/provider'
import { settingName } from '@countersign/core/settings'
import type { Signed, Signer } from '@countersign/core/signer'
import type { RefinedParams, ResponseType } from 'k6/http'
import { readBody } from './body.js'
import { headerList, headerRecord, NO_HEADERS } from './headers.js'
import type { ClientHost, HeaderRecord } from './parts.js'
import { addHeaders, nativeBody } from './send.js'
import { sentUrl, urlText } from './sent-url.js'
import type { SignedRequest, Url } from './types.js'

// Looked up once: k6 takes longer if a global's property is asked for. Here and below there is no `?.` and no `??` on
// the way of each call: for the oldest k6 they become code that takes a twentieth of a signature.
const { isArray } = Array

export type Params = RefinedParams<ResponseType | undefined> | null | undefined

/** A signed call in k6's types. */
export type SignedCall = SignedRequest<ResponseType | undefined>

/** What a provider changes in a call. */
type Given = NonNullable<Signed['given']>

/** What a client signs with. */
export interface SigningParts {
  readonly provider: AnyProvider
  readonly signer: Signer
  readonly host: ClientHost
}

/**
 * A call as core takes it. A body whose bytes are not covered and not known is left out.
 * @throws {CountersignError} if its body or its parameters cannot be signed as they are
 */
export function toRequest(
  method: string,
  at: Url,
  body: unknown,
  params: Params,
  parts: SigningParts,
): Request {
  const url = sentUrl(typeof at === 'string' ? at : urlText(at))
  const headers = params ? headerList(params.headers, parts.provider) : NO_HEADERS
  if (typeof body !== 'string' || params?.compression) {
    return withBody({ method, url, headers, body: '' }, body, params, parts)
  }
  const data = parts.host.textData(body)
  return { method, url, headers, body: data === undefined ? halfPair(body, url, parts) : data }
}

/** A text that has no UTF-8 form is for nobody to sign; a request that is left alone may have it. */
function halfPair(text: string, url: string, { signer, host }: SigningParts): string {
  if (signer.decide(url).acts) checkText(text, host.codec)
  return text
}

/** The request with a body that is not a text, or one that k6 would compress. */
function withBody(request: Request, body: unknown, params: Params, parts: SigningParts): Request {
  const { signer, host } = parts
  const isCovered = () => signer.needs(request)?.body === true
  const readText = (text: string) => host.textData(text) ?? halfPair(text, request.url, parts)
  const { data, type } = readBody(body, readText, isCovered)
  if (params?.compression && data.length > 0 && isCovered()) throw compressed()
  const { headers } = request
  const isTyped = !type || headerValue(headers, 'Content-Type') !== undefined
  return { ...request, headers: isTyped ? headers : [...headers, ['Content-Type', type]], body: data }
}

function compressed(): CountersignError {
  const message = 'params.compression changes the body after it was signed. Take it out, or compress before.'
  return new CountersignError('invalid-body', message)
}

/** The signed call as k6 takes it. A request that is left alone is as it was. */
export function toK6(
  at: Url,
  body: unknown,
  params: Params,
  request: Request,
  given: Given | undefined,
  parts: SigningParts,
): SignedCall {
  if (!given) return { method: request.method, url: at, body: body as null, params: params ?? {} }
  const { url } = request
  const { headers } = given
  const added = isArray(headers) ? addHeaders({}, headers) : headers
  const own = headerRecord(request.headers, given.drop)
  const all = parts.host.paramsWith(params, own, added as HeaderRecord)
  if (at !== url) keepName(all, at)
  const data = given.body === undefined ? request.body : given.body
  return {
    method: request.method,
    url: given.url === undefined ? url : given.url,
    // A body that was left out of what is signed goes to k6 as it is.
    body: data === '' ? body : typeof data === 'string' ? data : nativeBody(data),
    params: all,
  } as SignedCall
}

/** The name under which `http.url` groups a request in the metrics. */
function keepName(params: { tags?: object }, at: Url): void {
  const { name } = Object(at) as { name?: unknown }
  if (typeof at !== 'string' && typeof name === 'string') params.tags = { name, ...params.tags }
}

/** Each client is for one provider: what is not for it does not leave unsigned by mistake. */
export function checkActed(provider: AnyProvider, signer: Signer, { url }: Pick<Request, 'url'>): void {
  const decision = signer.decide(url)
  if (decision.acts || decision.reason === 'off') return
  const { id, name } = provider
  const own = provider.hosts.join(', ')
  throw new CountersignError(
    'unclaimed-host',
    `${name}: ${decision.why}${own && ` (${name} has ${own})`}. Correct the URL, or use k6/http. Only if the host may get the credentials: list it in ${settingName(id, 'hosts')}.`,
    id,
  )
}

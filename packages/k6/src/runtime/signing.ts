import { CountersignError } from '@countersign/core/errors'
import { type Data, type Header, headerValue, type Request } from '@countersign/core/message'
import type { AnyProvider } from '@countersign/core/provider'
import { settingName } from '@countersign/core/settings'
import type { Signed, Signer } from '@countersign/core/signer'
import type { RefinedParams, ResponseType } from 'k6/http'
import { readBody, textData } from './body.js'
import { headerList } from './headers.js'
import type { ClientHost } from './parts.js'
import { addHeaders, nativeBody } from './send.js'
import { sentUrl, urlText } from './sent-url.js'
import type { SignedRequest, Url } from './types.js'

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
  const headers = headerList(params?.headers, parts.provider.id)
  if (typeof body !== 'string' || params?.compression) {
    return withBody({ method, url, headers, body: '' }, body, params, parts)
  }
  return { method, url, headers, body: textData(body, parts.host.codec) }
}

/** The request with a body that is not a text, or one that k6 would compress. */
function withBody(request: Request, body: unknown, params: Params, { signer, host }: SigningParts): Request {
  const isCovered = () => signer.needs(request)?.body === true
  const { data, type } = readBody(body, host.codec, isCovered)
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
): SignedCall {
  const { method, url, body: data } = request
  if (!given) return { method, url: at, body: body as null, params: params ?? {} }
  const all = withOthers(params, headersOf(request.headers, given))
  if (at !== url) keepName(all, at)
  return { method, url: given.url ?? url, body: sent(body, given.body ?? data), params: all } as SignedCall
}

/** What is sent: the signed bytes; a body that was left out of them goes to k6 as it is. */
const sent = (body: unknown, data: Data) =>
  data === '' ? body : typeof data === 'string' ? data : nativeBody(data)

/** All other parameters as they are. By index: k6 takes twice as long for `Object.assign`. */
function withOthers(params: Params, headers: Record<string, string>): Record<string, unknown> {
  // k6 would send headers of our own along to wherever it is redirected.
  const all: Record<string, unknown> = { headers, redirects: 0 }
  const names = params ? Object.keys(params) : NO_NAMES
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as string
    if (name !== 'headers' && name !== 'redirects') all[name] = (params as Record<string, unknown>)[name]
  }
  return all
}

const NO_NAMES: readonly string[] = []

function headersOf(own: readonly Header[], { headers, drop }: Given): Record<string, string> {
  const all = addHeaders({}, own, drop)
  if (!headers || Array.isArray(headers)) return headers ? addHeaders(all, headers) : all
  const names = Object.keys(headers)
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as string
    all[name] = (headers as Record<string, string>)[name] as string
  }
  return all
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
  throw new CountersignError(
    'unclaimed-host',
    `${provider.name}: ${decision.why}. List it in ${settingName(provider.id, 'hosts')} as host or host:port, or use k6/http.`,
    provider.id,
  )
}

import { CountersignError } from '@countersign/core/errors'
import { type Header, headerValue, type Request } from '@countersign/core/message'
import type { AnyProvider } from '@countersign/core/provider'
import { settingName } from '@countersign/core/settings'
import type { Signed, Signer } from '@countersign/core/signer'
import type { RefinedParams, ResponseType } from 'k6/http'
import { type ReadBody, readBody } from './body.js'
import { headersObject, nativeBody } from './send.js'
import type { SignedRequest, Url } from './types.js'

type Params = RefinedParams<ResponseType | undefined>

/** One call of a script. */
export interface Asked {
  readonly method: string
  readonly url: Url
  readonly body: unknown
  readonly params: Params | null | undefined
}

/** A call, read, and as core takes it. */
export interface Reading {
  readonly asked: Asked
  readonly body: ReadBody
  readonly request: Request
}

/** `http.url` gives an object that holds the URL. */
export const urlText = (url: Url): string =>
  typeof url === 'string' ? url : String((url as unknown as { url?: unknown }).url ?? '')

/** Reads a call. @throws {CountersignError} where its body or its parameters cannot be signed as they are */
export function read(asked: Asked, signer: Signer): Reading {
  const { method, params } = asked
  const url = urlText(asked.url)
  const headers = headerList(params)
  const isCovered = () => signer.needs({ method, url, headers, body: '' })?.body === true
  const body = readBody(asked.body, isCovered)
  if (body.type && headerValue(headers, 'Content-Type') === undefined)
    headers.push(['Content-Type', body.type])
  if (params?.compression && body.data.length > 0 && isCovered()) throw compressed()
  return { asked, body, request: { method, url, headers, body: body.data } }
}

function headerList(params: Params | null | undefined): Header[] {
  const list: Header[] = []
  const headers = params?.headers
  if (!headers) return list
  const names = Object.keys(headers)
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as string
    list.push([name, String(headers[name])])
  }
  return list
}

function compressed(): CountersignError {
  const message = 'params.compression changes the body after it was signed. Take it out, or compress before.'
  return new CountersignError('invalid-body', message)
}

/** The signed call as k6 takes it. A request that is left alone is as it was. */
export function written(
  { asked, body }: Reading,
  { provider, request, patch }: Signed,
): SignedRequest<ResponseType | undefined> {
  const { method, url, params } = asked
  if (!provider) return { method, url, body: asked.body as null, params: params ?? {} }
  return {
    method,
    url,
    body: patch.body === undefined ? (body.native as null) : nativeBody(patch.body),
    // k6 would send headers of our own along to wherever it is redirected.
    params: { ...params, headers: headersObject(request.headers), redirects: 0 },
  }
}

/** A client is of one provider: what is not for it does not leave unsigned by mistake. */
export function checkClaimed(provider: AnyProvider, signer: Signer, url: string): void {
  const decision = signer.decide(url)
  if (decision.acts || decision.reason === 'off') return
  throw new CountersignError(
    'unclaimed-host',
    `${provider.name}: ${decision.why}. List it in ${settingName(provider.id, 'hosts')} as host or host:port, or use k6/http.`,
    provider.id,
  )
}

import {
  byteLength,
  type Call,
  CountersignError,
  type Header,
  headerValue,
  plainCodec,
  withHeaders,
} from '@countersign/core'
import { signatureBase } from './base.js'
import { ComponentProblem } from './components.js'
import { contentDigest, digestHolds } from './content-digest.js'
import type { Ready } from './ready.js'
import { quoted } from './structured-fields.js'

/** A signature before it is made. */
export interface Draft {
  readonly base: string
  readonly input: string
  readonly headers: readonly Header[]
}

/** The signature base, and the headers that are added before it is made. */
export function draftOf(call: Call<Ready>): Draft {
  const { request, url, settings, trace } = call
  const { components, provider } = settings
  const input = settings.list + parametersText(call)
  const added = digestHeaders(call)
  const message = { headers: withLength(call, withHeaders(request.headers, added)), target: { request, url } }
  try {
    const base = signatureBase(components, input, message)
    trace?.('signatureBase', base)
    return { base, input, headers: added }
  } catch (thrown) {
    if (!(thrown instanceof ComponentProblem)) throw thrown
    throw new CountersignError('invalid-header', `${provider.name}: ${thrown.message}.`, provider.id)
  }
}

/** The parameters of the signature (section 2.3). */
function parametersText(call: Call<Ready>): string {
  const created = Math.floor(call.host.now())
  let text = ''
  const { parameters } = call.settings
  for (let at = 0; at < parameters.length; at++) {
    const name = parameters[at] as string
    const value = parameterOf(name, created, call)
    if (value !== undefined) text += `;${name}=${value}`
  }
  return text
}

function parameterOf(name: string, created: number, { settings, host }: Call<Ready>): string | undefined {
  if (name === 'created') return String(created)
  if (name === 'keyid') return settings.keyIdText
  if (name === 'expires') return String(created + settings.expiresAfter)
  if (name === 'nonce') return quoted(host.nonce(32))
  if (name === 'alg') return quoted(settings.signing().algorithm)
  return settings.tag === undefined ? undefined : quoted(settings.tag)
}

/** Content-Digest if it is covered: the request's own stays if it holds (RFC 9530 section 2). */
function digestHeaders({ request, settings, host }: Call<Ready>): Header[] {
  if (!settings.coversDigest) return []
  if (digestHolds(request.headers, request.body, host)) return []
  return [['Content-Digest', contentDigest(settings.digest, request.body, host)]]
}

/** Content-Length as the tool will write it. */
function withLength(call: Call<Ready>, headers: readonly Header[]): readonly Header[] {
  const { request, host, settings } = call
  if (!settings.coversLength) return headers
  if (request.body.length === 0 || headerValue(headers, 'Content-Length') !== undefined) return headers
  return [...headers, ['Content-Length', String(byteLength(request.body, host.codec ?? plainCodec))]]
}

import {
  byteLength,
  type Call,
  CountersignError,
  type Header,
  headerValue,
  plainCodec,
} from '@countersign/core'
import { signatureBase } from './base.js'
import { contentDigest, digestHolds } from './content-digest.js'
import { inputOf } from './parameters.js'
import { ComponentProblem } from './problem.js'
import type { Ready } from './ready.js'

/** A signature before it is made. */
export interface Draft {
  readonly base: string
  readonly input: string
  readonly headers: readonly Header[]
}

/** The signature base, and the headers that are added before it is made. */
export function draftOf(call: Call<Ready>): Draft {
  const { request, url, settings, host, trace } = call
  const input = inputOf(settings.inputAt, host)
  const headers = digestHeaders(call)
  const added = lengthHeaders(call, headers)
  const { method } = request
  try {
    const message = { headers: request.headers, added, method, url }
    const base = signatureBase(settings.partsFor(url), input, message)
    trace?.('signatureBase', base)
    return { base, input, headers }
  } catch (thrown) {
    if (!(thrown instanceof ComponentProblem)) throw thrown
    const { name, id } = settings.provider
    throw new CountersignError('invalid-header', `${name}: ${thrown.message}.`, id)
  }
}

/** Content-Digest if it is covered: the request's own stays if it holds (RFC 9530 section 2). */
function digestHeaders({ request, settings, host }: Call<Ready>): Header[] {
  if (!settings.coversDigest) return []
  if (digestHolds(request.headers, request.body, host)) return []
  return [['Content-Digest', contentDigest(settings.digest, request.body, host)]]
}

/** Content-Length, as the tool will write it, beside what else is added. */
function lengthHeaders(call: Call<Ready>, added: readonly Header[]): readonly Header[] {
  const { request, host, settings } = call
  if (!settings.coversLength || request.body.length === 0) return added
  if (headerValue(request.headers, 'Content-Length') !== undefined) return added
  return [...added, ['Content-Length', String(byteLength(request.body, host.codec ?? plainCodec))]]
}

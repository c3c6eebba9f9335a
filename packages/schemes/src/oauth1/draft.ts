import { type Call, CountersignError, headerValue, plainCodec, type Request, textOf } from '@countersign/core'
import { encoded, encodedParameters } from '../shared/url-text.js'
import { type Own, ownOf, twice, withAmong } from './own-parameters.js'
import type { Ready } from './ready.js'

/** The Authorization header without its signature, and the signature base string (section 3.4.1.1) that is signed. */
export interface Draft {
  readonly start: string
  readonly base: string
}

export function draft(call: Call<Ready>): Draft {
  const { request, url, settings, host, trace } = call
  const { header, base, scheme } = settings.protocol
  const form = isForm(request)
  const hash = settings.bodyHash && !form ? encoded(bodyHash(call)) : undefined
  const nonce = encoded(host.nonce(32))
  const time = Math.floor(host.now())
  const start = `${header[0]}${nonce}${header[1]}${time}${header[2]}`
  const end = `${base[0]}${twice(nonce)}${base[1]}${time}${base[2]}`
  const { uri, own } = settings.targetOf(url)
  const protocol = hash === undefined ? end : `oauth_body_hash%3D${twice(hash)}%26${end}`
  const parameters = normalized(form ? withForm(call) : own, protocol, call)
  const text = `${encoded(request.method.toUpperCase())}&${uri}&${parameters}`
  trace?.('signatureBaseString', text)
  return { start: scheme + (hash === undefined ? start : `oauth_body_hash="${hash}", ${start}`), base: text }
}

/** All parameters, normalized (section 3.4.1.3.2). */
function normalized({ before, after, among }: Own, protocol: string, call: Call<Ready>): string {
  if (among.length === 0) return before + protocol + after
  checkOnce(among, protocol, call)
  return before + withAmong(protocol, among) + after
}

/** RFC 5849 section 3.1: each parameter once, in one place. */
function checkOnce(among: readonly string[], protocol: string, { settings }: Call<Ready>): void {
  const names = new Set(['oauth_signature', ...protocol.split('%26').map((text) => nameOf(text, '%3D'))])
  const twice = among.map((text) => nameOf(text, '\n')).find((name) => names.has(name))
  if (!twice) return
  const { name, id } = settings.provider
  throw new CountersignError(
    'invalid-url',
    `${name}: "${twice}" is in the query or the form already. OAuth parameters come once, and are added here: take it out.`,
    id,
  )
}

const nameOf = (text: string, end: string) => text.slice(0, text.indexOf(end))

/** oauth_body_hash: of a form it must not be (section 4.1 of the extension). */
function bodyHash({ request, settings, host, trace }: Call<Ready>): string {
  const hash = host.hash(settings.method.hash, [request.body], 'base64')
  trace?.('oauth_body_hash', hash)
  return hash
}

/** Whether the body is a form, whose parameters are signed (section 3.4.1.3.1). */
export function isForm({ headers, body }: Request): boolean {
  const type = headerValue(headers, 'Content-Type') ?? ''
  return body.length > 0 && /^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(type)
}

/** The parameters of the query and of a body that is a form. */
const withForm = (call: Call<Ready>): Own =>
  ownOf(encodedParameters(call.url.query).concat(encodedParameters(formText(call))))

function formText({ request: { body }, host }: Call<Ready>): string {
  try {
    return textOf(body, host.codec ?? plainCodec)
  } catch {
    const message = 'The body is said to be a form, and is not UTF-8 text. Correct its Content-Type.'
    throw new CountersignError('invalid-body', message)
  }
}

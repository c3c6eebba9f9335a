import {
  type Call,
  CountersignError,
  type Host,
  headerValue,
  plainCodec,
  type Request,
  textOf,
} from '@countersign/core'
import { byOctets, encoded, parametersOf, reencode, sentForm } from '../shared/url-text.js'
import type { Ready } from './methods.js'

type Pair = readonly [name: string, value: string]

/** The parameters of the protocol (RFC 5849 section 3.1), but the signature. */
export function oauthParameters(settings: Ready, host: Host, bodyHash: string | undefined): Pair[] {
  const { consumerKey, token, method, more } = settings
  const all: Pair[] = [
    ...(bodyHash === undefined ? [] : ([['oauth_body_hash', bodyHash]] as const)),
    ['oauth_consumer_key', consumerKey],
    ['oauth_nonce', host.nonce(32)],
    ['oauth_signature_method', method.name],
    ['oauth_timestamp', String(Math.floor(host.now()))],
    ...(token === undefined ? [] : ([['oauth_token', token]] as const)),
    ...more,
  ]
  return more.length > 0 ? all.sort(([a], [b]) => byOctets(a, b)) : all
}

/** Whether the body is a form, whose parameters are signed (section 3.4.1.3.1). */
export function isForm({ headers, body }: Request): boolean {
  const type = headerValue(headers, 'Content-Type') ?? ''
  return body.length > 0 && /^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(type)
}

/** The request's own parameters, encoded: of its query, and of its body if that is a form (section 3.4.1.3.1). */
export function ownParameters({ request, url }: Call<Ready>): Pair[] {
  const written = parametersOf(url.query)
  if (isForm(request)) written.push(...parametersOf(formText(request)))
  return written.map(([name, value]) => [reencode(name), reencode(value)] as const)
}

function formText({ body }: Request): string {
  try {
    return textOf(body, plainCodec)
  } catch {
    const message = 'The body is said to be a form, and is not UTF-8 text. Correct its Content-Type.'
    throw new CountersignError('invalid-body', message)
  }
}

/** The signature base string (section 3.4.1.1). `parameters` are encoded. */
export function baseString({ request, url }: Call<Ready>, parameters: readonly Pair[]): string {
  const uri = url.origin + sentForm(url.path)
  return `${encoded(request.method.toUpperCase())}&${encoded(uri)}&${encoded(normalized(parameters))}`
}

/** Parameters normalization (section 3.4.1.3.2): by name and then by value, in the order of their octets. */
function normalized(parameters: readonly Pair[]): string {
  const sorted = [...parameters].sort(([a, x], [b, y]) => byOctets(a, b) || byOctets(x, y))
  return sorted.map(([name, value]) => `${name}=${value}`).join('&')
}

/** The Authorization header (section 3.5.1). */
export function authorization(parameters: readonly Pair[], realm: string | undefined): string {
  const written = parameters.map(([name, value]) => `${name}="${encoded(value)}"`)
  if (realm !== undefined) written.unshift(`realm="${realm.replace(/["\\]/g, '\\$&')}"`)
  return `OAuth ${written.join(', ')}`
}

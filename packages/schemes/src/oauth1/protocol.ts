import {
  type Call,
  CountersignError,
  type Host,
  headerValue,
  plainCodec,
  type Request,
  textOf,
} from '@countersign/core'
import { byOctets, encoded, encodedQuery, parametersOf, reencode, sentForm } from '../shared/url-text.js'
import type { Ready } from './methods.js'

type Pair = readonly [name: string, value: string]

/** The parameters of the protocol (RFC 5849 section 3.1), but the signature, encoded. */
export function oauthParameters(settings: Ready, host: Host, bodyHash: string | undefined): Pair[] {
  const { fixed, more } = settings
  const all: Pair[] = bodyHash === undefined ? [] : [['oauth_body_hash', encoded(bodyHash)]]
  all.push(fixed[0] as Pair, ['oauth_nonce', encoded(host.nonce(32))], fixed[1] as Pair)
  all.push(['oauth_timestamp', String(Math.floor(host.now()))])
  for (let at = 2; at < fixed.length; at++) all.push(fixed[at] as Pair)
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
  for (const pair of written) {
    pair[0] = reencode(pair[0])
    pair[1] = reencode(pair[1])
  }
  return written
}

function formText({ body }: Request): string {
  try {
    return textOf(body, plainCodec)
  } catch {
    const message = 'The body is said to be a form, and is not UTF-8 text. Correct its Content-Type.'
    throw new CountersignError('invalid-body', message)
  }
}

/** The signature base string (section 3.4.1.1), its parameters normalized (section 3.4.1.3.2). They are encoded. */
export function baseString({ request, url }: Call<Ready>, parameters: readonly Pair[]): string {
  const uri = url.origin + sentForm(url.path)
  return `${encoded(request.method.toUpperCase())}&${encoded(uri)}&${encodedQuery(parameters)}`
}

/** The Authorization header (section 3.5.1). `parameters` are encoded. */
export function authorization(parameters: readonly Pair[], realm: string | undefined): string {
  const written: string[] = realm === undefined ? [] : [`realm="${realm.replace(/["\\]/g, '\\$&')}"`]
  for (let at = 0; at < parameters.length; at++) {
    const pair = parameters[at] as Pair
    written.push(`${pair[0]}="${pair[1]}"`)
  }
  return `OAuth ${written.join(', ')}`
}

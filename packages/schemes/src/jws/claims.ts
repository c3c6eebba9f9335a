import type { Call } from '@countersign/core'
import { urlSafe } from '../shared/jose.js'
import type { SchemeOptions } from '../shared/scheme.js'
import { sentForm } from '../shared/url-text.js'

/**
 * The settings that are the same for everyone may be options: `audience: 'https://api.acme.com'`.
 * @example const options: SignedClaimsOptions = { id: 'acme', hosts: ['api.acme.com'] }
 */
export interface SignedClaimsOptions extends SchemeOptions {
  /** The algorithm (RFC 7518 section 3.1), as in `ES256`. Default: the one that the key is for. */
  readonly algorithm?: string
  /** How the secret is written; `text` uses it as it stands. Default `base64`. */
  readonly secretEncoding?: 'base64' | 'text'
  /** Who signs (iss). */
  readonly issuer?: string
  /** For whom (sub). */
  readonly subject?: string
  /** For which API (aud). */
  readonly audience?: string
  /** Seconds for which the claims hold, from `iat` to `exp`. Default 60. */
  readonly lifetime?: number | string
  /** The header that carries them. Default `Authorization`. */
  readonly header?: string
  /** What stands before the JWT. Default `Bearer ` in Authorization, nothing in other headers. */
  readonly prefix?: string
  /** What of the request is claimed: its method (`htm`), its URL without query (`htu`), its body (`bodyHash`). */
  readonly bind?: readonly ('method' | 'url' | 'body')[]
  /** Further claims, or others in their place: as they are, or made for each request. */
  readonly claims?: object | ((call: Call<unknown>) => object)
}

interface Claimed {
  readonly issuer: string | undefined
  readonly subject: string | undefined
  readonly audience: string | undefined
  readonly lifetime: number
}

/** The claims of a request. */
export function claimsOf(call: Call<Claimed>, { bind, claims }: SignedClaimsOptions): object {
  const { request, url, settings, host } = call
  const { issuer, subject, audience, lifetime } = settings
  const iat = Math.floor(host.now())
  const bound = new Set<string>(bind ?? ['method', 'url', 'body'])
  return {
    ...(issuer !== undefined && { iss: issuer }),
    ...(subject !== undefined && { sub: subject }),
    ...(audience !== undefined && { aud: audience }),
    iat,
    exp: iat + lifetime,
    jti: host.nonce(32),
    ...(bound.has('method') && { htm: request.method.toUpperCase() }),
    ...(bound.has('url') && { htu: url.origin + sentForm(url.path) }),
    ...(bound.has('body') && request.body.length > 0 && { bodyHash: urlSafe(bodyHash(call)) }),
    ...(typeof claims === 'function' ? claims(call) : claims),
  }
}

const bodyHash = ({ request, host }: Call<unknown>) => host.hash('SHA-256', [request.body], 'base64')

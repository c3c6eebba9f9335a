import {
  bearer,
  type Call,
  type Header,
  headerValue,
  type Needs,
  type Prepared,
  type Provider,
  type ResponseHead,
  type Waiting,
} from '@countersign/core'
import { challengesForNonce, takesNonce } from './dpop/nonces.js'
import { proofClaims, signProof } from './dpop/proof.js'
import { type Ready, settings, setup } from './dpop/ready.js'
import { provedTokenRequest, sourceOf } from './dpop/token-request.js'
import { asksForToken, tokenNeeds } from './shared/oauth2.js'
import { type SchemeOptions, schemeProvider } from './shared/scheme.js'
import { sentForm } from './shared/url-text.js'

/**
 * The settings that are the same for everyone may be options: `tokenUrl: 'https://auth.acme.com/token'`.
 * @example const options: DpopOptions = { id: 'acme', hosts: ['api.acme.com'], tokenUrl: 'https://auth.acme.com/token' }
 */
export interface DpopOptions extends SchemeOptions {
  /** The URL of the token endpoint. */
  readonly tokenUrl?: string
  /** The audience of the client assertion (aud). Default: the token endpoint. */
  readonly audience?: string
  /** The scopes that are asked for, with spaces between them. */
  readonly scope?: string
  /** The algorithm (RFC 7518 section 3.1), as in `ES256`. Default: the one that the key is for. */
  readonly algorithm?: string
  /** How the client authenticates at the token endpoint. Default `private_key_jwt`. */
  readonly clientAuth?: 'private_key_jwt' | 'none'
  /** Seconds before its end at which a token is renewed. Default 30. */
  readonly refreshBefore?: number | string
  /** Seconds for which a client assertion holds. Default 60. */
  readonly assertionLifetime?: number | string
}

/**
 * DPoP (RFC 9449): a token that is bound to a key, and a proof of that key with each request. Server nonces are taken
 * up (sections 8 and 9), and a token that the request brings is proved (`ath`).
 * @see https://www.rfc-editor.org/rfc/rfc9449
 * @throws {CountersignError} at once `invalid-provider` on an option that is unknown, secret, or not among its choices
 * @throws {CountersignError} when it signs, `missing-setting`, `invalid-setting`, `invalid-key`, `missing-capability`;
 * `token-request-failed`, `invalid-token-answer`
 * @example export default dpop({ id: 'acme', hosts: ['api.acme.com'], tokenUrl: 'https://auth.acme.com/token' })
 */
export function dpop(options: DpopOptions): Provider<Ready> {
  return schemeProvider<Ready>(
    {
      sources: ['RFC 9449: OAuth 2.0 Demonstrating Proof of Possession (DPoP)'],
      settings,
      uses: ['signer'],
      setup,
      needs,
      tokens: sourceOf,
      prepare,
      responded,
    },
    options,
  )
}

function needs(call: Call<Ready>): Needs {
  if (asksForToken(call)) return { body: true, waits: true, how: 'a client assertion and a DPoP proof' }
  if (broughtToken(call.request.headers) !== undefined)
    return { body: false, waits: true, how: 'a DPoP proof for the token it brings' }
  return tokenNeeds(call, 'a DPoP-bound token and its proof')
}

const broughtToken = (headers: readonly Header[]) =>
  /^DPoP +(\S+)$/i.exec(headerValue(headers, 'Authorization') ?? '')?.[1]

function* prepare(call: Call<Ready>): Waiting<Prepared> {
  if (asksForToken(call)) return yield* provedTokenRequest(call)
  const { request, url, settings, host, trace } = call
  const brought = broughtToken(request.headers)
  const carried: Prepared =
    brought === undefined
      ? yield* bearer(sourceOf(url.origin, call), host, trace)
      : { secrets: ['Authorization'] }
  const token = brought ?? carried.token?.value ?? ''
  const claims = proofClaims(request.method, url.origin + sentForm(url.path), {
    host,
    nonce: settings.nonces.get(url.origin),
    token,
  })
  trace?.('proof', JSON.stringify(claims))
  const proof = yield* signProof(settings, claims)
  return { ...carried, headers: [...((carried.headers ?? []) as Header[]), ['DPoP', proof]] }
}

/** Section 9: the resource server's challenge. */
function responded({ status, headers }: ResponseHead, { url, settings }: Call<Ready>): 'again' | undefined {
  const isNew = takesNonce(headers, url.origin, settings.nonces)
  const challenges = headers.filter(([name]) => name.toLowerCase() === 'www-authenticate')
  const asks = challenges.some(([, value]) => challengesForNonce(value))
  return status === 401 && isNew && asks ? 'again' : undefined
}

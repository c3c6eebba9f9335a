import {
  bearer,
  type Call,
  type Header,
  type Host,
  headerValue,
  type Needs,
  type Prepared,
  type Provider,
  type PublicJwk,
  plainCodec,
  publicJwk,
  type Response,
  type ResponseHead,
  type SetupTools,
  type TokenSource,
  textOf,
  type Values,
  type Waiting,
} from '@countersign/core'
import { assertionClaims, assertionHeader, assertionParameters } from './shared/assertion.js'
import { ASYMMETRIC, type JoseSigning, keySigning, signedJwt, urlSafe } from './shared/jose.js'
import {
  asksForToken,
  bringsAssertion,
  type Client,
  clientOf,
  clientSettings,
  filledForm,
  readToken,
  tokenNeeds,
  tokenRequest,
} from './shared/oauth2.js'
import { choice, required, type SchemeOptions, schemeProvider, secret, setting } from './shared/scheme.js'
import { sentForm } from './shared/url-text.js'

/**
 * The settings that are the same for everyone may be options: `tokenUrl: 'https://auth.acme.com/token'`.
 * @example const options: DpopOptions = { id: 'acme', hosts: ['api.acme.com'], tokenUrl: 'https://auth.acme.com/token' }
 */
export interface DpopOptions extends SchemeOptions {
  readonly tokenUrl?: string
  readonly audience?: string
  readonly scope?: string
  readonly algorithm?: string
  readonly clientAuth?: 'private_key_jwt' | 'none'
  readonly refreshBefore?: number | string
  readonly assertionLifetime?: number | string
}

interface Ready extends Client {
  readonly signing: JoseSigning
  readonly jwk: PublicJwk
  readonly keyId: string | undefined
  readonly isPublic: boolean
  readonly secrets: readonly string[]
  /** The nonces that servers gave, by origin (RFC 9449 section 8). */
  readonly nonces: Map<string, string>
}

const settings = [
  ...clientSettings,
  setting('signingKey', 'the private key of the proofs and of the client assertion: PEM or JWK', {
    ...required,
    ...secret,
    kind: 'pem',
  }),
  setting('keyId', 'the id of the key in the client assertion (kid)'),
  setting('algorithm', 'the algorithm (alg); by default the one that the key is for', {
    kind: 'choice',
    choices: ASYMMETRIC,
  }),
  choice('clientAuth', 'how the client authenticates at the token endpoint', ['private_key_jwt', 'none']),
]

/**
 * DPoP (RFC 9449): a token that is bound to a key, and a proof of that key with each request. Server nonces are taken
 * up (sections 8 and 9), and a token that the request brings is proved (`ath`).
 * @see https://www.rfc-editor.org/rfc/rfc9449
 * @throws {CountersignError} `invalid-setting`, `invalid-key`, `missing-capability`; requests: `token-request-failed`,
 * `invalid-token-answer`
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

function setup(values: Values, { host }: SetupTools, provider: Client['provider']): Ready {
  const signing = keySigning(values, host, provider)
  return {
    ...clientOf(values, provider),
    signing,
    jwk: publicJwk(signing.key as NonNullable<JoseSigning['key']>),
    keyId: values.keyId,
    isPublic: values.clientAuth === 'none',
    secrets: [values.signingKey ?? ''],
    nonces: new Map(),
  }
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

/**
 * A tool that sends no requests of its own gets its token by a request of the user, which is authenticated and proved
 * here; a DPoP-Nonce that it brings goes into the proof.
 */
function* provedTokenRequest(call: Call<Ready>): Waiting<Prepared> {
  const { request, url, settings, host } = call
  const nonce = headerValue(request.headers, 'DPoP-Nonce') ?? settings.nonces.get(url.origin)
  const proof = yield* signProof(
    settings,
    proofClaims('POST', url.origin + sentForm(url.path), { host, nonce }),
  )
  const form = bringsAssertion(call) ? {} : filledForm(call, yield* authentication(settings, host))
  return {
    ...form,
    headers: [...((form.headers ?? []) as Header[]), ['DPoP', proof]],
    drop: ['DPoP-Nonce'],
  }
}

interface Proved {
  readonly host: Host
  readonly nonce: string | undefined
  readonly token?: string
}

/** RFC 9449 section 4.2. */
function proofClaims(method: string, htu: string, { host, nonce, token }: Proved): object {
  return {
    jti: host.nonce(32),
    htm: method.toUpperCase(),
    htu,
    iat: Math.floor(host.now()),
    ...(token !== undefined && { ath: urlSafe(host.hash('SHA-256', [token], 'base64')) }),
    ...(nonce !== undefined && { nonce }),
  }
}

const signProof = ({ signing, jwk }: Ready, claims: object) =>
  signedJwt(signing, { typ: 'dpop+jwt', jwk }, claims)

function sourceOf(origin: string, { settings, host }: Pick<Call<Ready>, 'settings' | 'host'>): TokenSource {
  const { provider, clientId, tokenUrl, scope = '', jwk, refreshBefore, nonces, secrets } = settings
  const asked = { provider: provider.id, url: tokenUrl, secrets }
  const issuer = /^[a-z]+:\/\/[^/?#]*/i.exec(tokenUrl)?.[0] ?? ''
  // A token holds for one key: its thumbprint (RFC 7638) tells it apart.
  const thumbprint = host.hash('SHA-256', [JSON.stringify(jwk)], 'hex')
  return {
    provider: provider.id,
    origin,
    key: `${provider.id} ${tokenUrl} ${clientId} ${scope} ${thumbprint}`,
    use: 'until-expiry',
    refreshBefore,
    scheme: 'DPoP',
    *requestAsync(trace) {
      const claims = proofClaims('POST', tokenUrl.replace(/[?#].*/, ''), { host, nonce: nonces.get(issuer) })
      trace?.('tokenProof', JSON.stringify(claims))
      const proof = yield* signProof(settings, claims)
      return tokenRequest(settings, yield* authentication(settings, host), [['DPoP', proof]])
    },
    read(response) {
      if (takesNonce(response.headers, issuer, nonces) && asksForNonce(response)) return 'again'
      return readToken(response, asked, 'DPoP', host.now())
    },
  }
}

function* authentication(settings: Ready, host: Host): Waiting<Record<string, string>> {
  if (settings.isPublic) return {}
  const { signing, keyId } = settings
  return assertionParameters(
    yield* signedJwt(signing, assertionHeader(keyId), assertionClaims(settings, host)),
  )
}

/** Keeps the nonce of a response for the next proof (section 8.2). Returns whether it is a new one. */
function takesNonce(headers: readonly Header[], origin: string, nonces: Map<string, string>): boolean {
  const nonce = headerValue(headers, 'DPoP-Nonce')
  // Section 8.1: NQCHAR only, or it could change the proof.
  if (nonce === undefined || !/^[!#-[\]-~]+$/.test(nonce) || nonces.get(origin) === nonce) return false
  nonces.set(origin, nonce)
  return true
}

/** Section 8: the token endpoint's error. */
function asksForNonce({ status, body }: Response): boolean {
  if (status !== 400 && status !== 401) return false
  try {
    return (JSON.parse(textOf(body, plainCodec)) as { error?: unknown }).error === 'use_dpop_nonce'
  } catch {
    return false
  }
}

/** A challenge of the scheme DPoP whose error is `use_dpop_nonce`. */
function challengesForNonce(challenge: string): boolean {
  const start = challenge.search(/\bDPoP\b/i)
  return start >= 0 && /\berror="use_dpop_nonce"/i.test(challenge.slice(start))
}

/** Section 9: the resource server's challenge. */
function responded({ status, headers }: ResponseHead, { url, settings }: Call<Ready>): 'again' | undefined {
  const isNew = takesNonce(headers, url.origin, settings.nonces)
  const challenges = headers.filter(([name]) => name.toLowerCase() === 'www-authenticate')
  const asks = challenges.some(([, value]) => challengesForNonce(value))
  return status === 401 && isNew && asks ? 'again' : undefined
}

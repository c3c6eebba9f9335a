import {
  bearer,
  type Call,
  type Needs,
  type Prepared,
  type Provider,
  type TokenSource,
  type Values,
  type Waiting,
} from '@countersign/core'
import { assertionClaims, assertionHeader, assertionParameters } from './shared/assertion.js'
import {
  ASYMMETRIC,
  compact,
  type JoseSigning,
  jwtInput,
  keySignature,
  keySigning,
  NO_KEY,
  SYMMETRIC,
  secretSigning,
  signedJwt,
} from './shared/jose.js'
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
import { required, type SchemeOptions, schemeProvider, secret, setting } from './shared/scheme.js'

/**
 * The settings that are the same for everyone may be options: `tokenUrl: 'https://auth.acme.com/token'`.
 * @example
 * ```ts
 * const options: ClientAssertionOptions = {
 *   id: 'acme', hosts: ['api.acme.com'], tokenUrl: 'https://auth.acme.com/token', scope: 'payments',
 * }
 * ```
 */
export interface ClientAssertionOptions extends SchemeOptions {
  /** The URL of the token endpoint. */
  readonly tokenUrl?: string
  /** The audience of the client assertion (aud). Default: the token endpoint. */
  readonly audience?: string
  /** The scopes that are asked for, with spaces between them. */
  readonly scope?: string
  /** The algorithm (RFC 7518 section 3.1), as in `ES256`. Default: the one that the key is for; HS256 for a secret. */
  readonly algorithm?: string
  /** Seconds before its end at which a token is renewed. Default 30. */
  readonly refreshBefore?: number | string
  /** Seconds for which a client assertion holds. Default 60. */
  readonly assertionLifetime?: number | string
}

interface Ready extends Client {
  readonly signing: JoseSigning
  readonly keyId: string | undefined
  readonly secrets: readonly string[]
}

const keySettings = [
  ...clientSettings,
  setting('signingKey', 'the private key of the client: PEM or JWK', {
    ...required,
    ...secret,
    kind: 'pem',
    forTokens: true,
  }),
  setting('keyId', 'the id of the key (kid)'),
  setting('algorithm', 'the algorithm (alg); by default the one that the key is for', {
    kind: 'choice',
    choices: ASYMMETRIC,
  }),
]

const secretSettings = [
  ...clientSettings,
  setting('clientSecret', 'the client secret', { ...required, ...secret, forTokens: true }),
  setting('algorithm', 'the algorithm (alg)', { kind: 'choice', choices: SYMMETRIC, default: 'HS256' }),
]

/**
 * Client credentials with private_key_jwt: the client authenticates at the token endpoint by a JWT of its private key
 * (RFC 7523 section 2.2), and gets a bearer token.
 * @see https://www.rfc-editor.org/rfc/rfc7523
 * @throws {CountersignError} at once `invalid-provider` on an option that is unknown, secret, or not among its choices
 * @throws {CountersignError} when it signs, `missing-setting`, `invalid-setting`, `invalid-key`, `missing-capability`;
 * `token-request-failed`, `invalid-token-answer`
 * @example export default privateKeyJwt({ id: 'acme', hosts: ['api.acme.com'], tokenUrl: 'https://auth.acme.com/token' })
 */
export const privateKeyJwt = (options: ClientAssertionOptions): Provider<Ready> =>
  assertion(options, 'private_key_jwt', keySettings, (values, host, provider) =>
    keySigning(values, host, provider),
  )

/**
 * Client credentials with client_secret_jwt: as {@link privateKeyJwt}, but the JWT is by an HMAC of the client secret
 * (OpenID Connect Core section 9).
 * @see https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication
 * @throws {CountersignError} at once `invalid-provider` on an option that is unknown, secret, or not among its choices
 * @throws {CountersignError} when it signs, `missing-setting`, `invalid-setting`, `missing-capability`; `token-request-failed`, `invalid-token-answer`
 * @example export default clientSecretJwt({ id: 'acme', hosts: ['api.acme.com'], tokenUrl: 'https://auth.acme.com/token' })
 */
export const clientSecretJwt = (options: ClientAssertionOptions): Provider<Ready> =>
  assertion(
    options,
    'client_secret_jwt',
    secretSettings,
    ({ clientSecret = '', algorithm = '' }, host, provider) =>
      secretSigning(clientSecret, algorithm, { host, provider, name: 'clientSecret' }),
  )

type SigningOf = (
  values: Values,
  host: Parameters<typeof keySigning>[1],
  provider: Parameters<typeof keySigning>[2],
) => JoseSigning

function assertion(
  options: ClientAssertionOptions,
  method: string,
  settings: typeof keySettings,
  signingOf: SigningOf,
): Provider<Ready> {
  return schemeProvider<Ready>(
    {
      sources: ['RFC 7523: JWT Profile for OAuth 2.0 Client Authentication'],
      settings,
      uses: ['signer'],
      setup: (values, { host }, provider) => ({
        ...clientOf(values, provider),
        // Without a key its tokens come from a broker.
        signing: values.signingKey || values.clientSecret ? signingOf(values, host, provider) : NO_KEY,
        keyId: values.keyId,
        secrets: [values.signingKey, values.clientSecret].filter((value) => value !== undefined),
      }),
      needs: (call) => needs(call, method),
      tokens: sourceOf,
      prepare,
    },
    options,
  )
}

function needs(call: Call<Ready>, method: string): Needs {
  if (asksForToken(call) && !bringsAssertion(call))
    return { body: true, waits: true, how: `a client assertion (${method})` }
  return tokenNeeds(call, `a bearer token by ${method}`)
}

/** A tool that sends no requests of its own gets its token by a request of the user, which is authenticated here. */
function* prepare(call: Call<Ready>): Waiting<Prepared> {
  const { settings, host, url, trace } = call
  if (!asksForToken(call)) return yield* bearer(sourceOf(url.origin, call), host, trace)
  const { signing, keyId } = settings
  const input = jwtInput(signing, assertionHeader(keyId), assertionClaims(settings, host))
  const { now } = signing
  const signature = now ? now([input], host) : yield* keySignature(signing, [input])
  return filledForm(call, assertionParameters(compact(input, signature)))
}

function sourceOf(origin: string, { settings, host }: Pick<Call<Ready>, 'settings' | 'host'>): TokenSource {
  const { provider, clientId, tokenUrl, scope = '', signing, keyId, refreshBefore, secrets } = settings
  const asked = { provider: provider.id, url: tokenUrl, secrets }
  const header = assertionHeader(keyId)
  const { now } = signing
  return {
    provider: provider.id,
    origin,
    key: `${provider.id} ${tokenUrl} ${clientId} ${scope} ${host.hash('SHA-256', [secrets.join(' ')], 'hex')}`,
    use: 'until-expiry',
    refreshBefore,
    ...(now
      ? {
          request: (trace) => {
            const claims = assertionClaims(settings, host)
            trace?.('assertion', JSON.stringify(claims))
            const input = jwtInput(signing, header, claims)
            return tokenRequest(settings, assertionParameters(compact(input, now([input], host))))
          },
        }
      : {
          *requestAsync(trace) {
            const claims = assertionClaims(settings, host)
            trace?.('assertion', JSON.stringify(claims))
            return tokenRequest(settings, assertionParameters(yield* signedJwt(signing, header, claims)))
          },
        }),
    read: (response) => readToken(response, asked, 'Bearer', host.now()),
  }
}

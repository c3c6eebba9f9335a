import {
  type Asked,
  bringsBearer,
  type Call,
  type Configured,
  type Header,
  headerValue,
  invalidSetting,
  invalidTokenResponse,
  isLoopback,
  jwtExpiry,
  type Needs,
  type Patch,
  parseTokenResponse,
  parseUrl,
  percentEncode,
  plainCodec,
  type Request,
  type Response,
  type Setting,
  type Token,
  textOf,
  type Values,
} from '@countersign/core'
import { required, setting } from './scheme.js'

/** What every client of a token endpoint has. */
export interface Client {
  readonly clientId: string
  readonly tokenUrl: string
  readonly audience: string
  readonly scope: string | undefined
  readonly refreshBefore: number
  readonly assertionLifetime: number
  readonly provider: Configured
}

export const clientSettings: readonly Setting[] = [
  setting('clientId', 'the client id', required),
  setting('tokenUrl', 'the URL of the token endpoint', required),
  setting('audience', 'the audience of the client assertion; by default the token endpoint'),
  setting('scope', 'the scopes that are asked for, separated by spaces'),
  setting('refreshBefore', 'how many seconds before its end a token is renewed', {
    kind: 'number',
    default: '30',
  }),
  setting('assertionLifetime', 'how many seconds a client assertion holds', {
    kind: 'number',
    default: '60',
  }),
]

/** @throws {CountersignError} `invalid-setting` on a token endpoint that is not an https URL */
export function clientOf(values: Values, provider: Configured): Client {
  const {
    clientId = '',
    tokenUrl = '',
    audience = tokenUrl,
    scope,
    refreshBefore,
    assertionLifetime,
  } = values
  const problem = urlProblem(tokenUrl)
  if (problem) throw invalidSetting(provider, 'tokenUrl', problem)
  return {
    clientId,
    tokenUrl,
    audience,
    scope,
    refreshBefore: Number(refreshBefore),
    assertionLifetime: Number(assertionLifetime),
    provider,
  }
}

function urlProblem(text: string): string | undefined {
  try {
    const { scheme, host, hasUserInfo } = parseUrl(text)
    if (hasUserInfo) return 'must not have a user or a password in it'
    return scheme === 'https' || isLoopback(host) ? undefined : 'must be an https URL'
  } catch {
    return 'must be a whole URL, as in https://auth.example.com/token'
  }
}

type Form = Readonly<Record<string, string>>

const formOf = ({ clientId, scope }: Client, more: Form): Form => ({
  grant_type: 'client_credentials',
  client_id: clientId,
  ...(scope && { scope }),
  ...more,
})

/** A request for an access token (RFC 6749 section 4.4.2), and what authenticates the client. */
export function tokenRequest(client: Client, more: Form, headers: readonly Header[] = []): Request {
  return {
    method: 'POST',
    url: client.tokenUrl,
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Accept', 'application/json'],
      ...headers,
    ],
    body: Object.entries(formOf(client, more)).map(formPair).join('&'),
  }
}

const formPair = ([name, value]: readonly [string, string]) => `${name}=${percentEncode(value)}`

/** A request for a token that somebody makes in a tool: its form with what it lacks. */
export function filledForm({ request, settings }: Call<Client>, more: Form): Patch {
  const given = textOf(request.body, plainCodec)
  const names = new Set(given.split('&').map((pair) => pair.replace(/=.*$/s, '')))
  const missing = Object.entries(formOf(settings, more)).filter(([name]) => !names.has(name))
  return {
    body: [...(given === '' ? [] : [given]), ...missing.map(formPair)].join('&'),
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  }
}

/** Whether it is such a request: a form, or nothing yet, to the token endpoint. */
export function asksForToken({ request, url, settings }: Call<Client>): boolean {
  if (!isTokenRequest(settings, url.origin + url.path) || request.method.toUpperCase() !== 'POST')
    return false
  const type = headerValue(request.headers, 'Content-Type') ?? ''
  return request.body.length === 0 || /^application\/x-www-form-urlencoded\b/i.test(type)
}

/** Whether a client authenticates in it by itself. */
export const bringsAssertion = ({ request }: Call<Client>): boolean =>
  /(?:^|&)client_assertion=/.test(textOf(request.body, plainCodec))

/**
 * Reads an access token (RFC 6749 section 5.1).
 * @throws {CountersignError} `token-request-failed`, `invalid-token-answer`
 */
export function readToken(response: Response, asked: Asked, type: string, now: number): Token {
  const body = parseTokenResponse(response, asked)
  const { access_token: value, token_type: given, expires_in: life } = body
  if (typeof value !== 'string' || !/^[\u0021-\u007e]+$/.test(value))
    throw invalidTokenResponse(asked, 'responded without an access_token that a header can carry')
  if (typeof given !== 'string' || given.toLowerCase() !== type.toLowerCase())
    throw invalidTokenResponse(asked, `gave a token whose token_type is not ${type}`)
  const seconds = typeof life === 'number' || typeof life === 'string' ? Number(life) : Number.NaN
  // RFC 6749 only recommends it: a token without any end is asked for again soon.
  const expiresAt = seconds > 0 ? now + seconds : (jwtExpiry(value) ?? now + SHORT)
  return { value, expiresAt }
}

const SHORT = 300

/** What a request needs that brings neither its own token nor asks for one. */
export function tokenNeeds({ request, url, settings }: Call<Client>, how: string): Needs {
  const plain = { body: false, waits: false }
  if (isTokenRequest(settings, url.origin + url.path))
    return { ...plain, how: 'the token request, sent as it is', asIs: 'it is the token request' }
  if (bringsBearer(request))
    return { ...plain, how: 'the bearer token it brings', asIs: 'it brings its own bearer token' }
  return { body: false, waits: true, how }
}

function isTokenRequest({ tokenUrl }: Client, at: string): boolean {
  const { origin, path } = parseUrl(tokenUrl)
  return origin + path === at
}

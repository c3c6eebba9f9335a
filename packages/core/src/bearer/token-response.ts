import { fromBase64, plainCodec, textOf } from '../bytes.js'
import { CountersignError } from '../errors.js'
import { jsonObject } from '../json.js'
import { headerValue, type Response } from '../message.js'
import { secretFilter } from '../secrets/filter.js'
import { shown } from '../url.js'

/**
 * Who was asked, for messages; and what must not be repeated in them.
 * @example const asked: Asked = { provider: 'acme', url: 'https://auth.acme.com/token', secrets: ['client-secret'] }
 */
export interface Asked {
  /** Provider id, as in `imburse`. */
  readonly provider: string
  /** The token endpoint. Messages show it without user info and query. */
  readonly url: string
  /** What was sent and must not come back in a message: a client secret, an assertion. */
  readonly secrets: readonly string[]
}

/**
 * The JSON object of a token endpoint's response (RFC 6749 section 5.1). If the endpoint refused (section 5.2), the
 * error says its reason, without the secrets.
 * @throws {CountersignError} `token-request-failed` on a status other than 2xx, `invalid-token-answer` on no JSON object
 * @example
 * ```ts
 * const asked = { provider: 'acme', url: 'https://auth.acme.com/token', secrets: [] }
 * const { expires_in } = parseTokenResponse({ status: 200, headers: [], body: '{"expires_in": 300}' }, asked)
 * ```
 */
export function parseTokenResponse(response: Response, asked: Asked): Record<string, unknown> {
  const body = textOrNothing(response)
  const json = jsonObject(body)
  if (response.status < 200 || response.status > 299) {
    const said = json && reasonIn(json, asked.secrets)
    const text = `No token: ${shown(asked.url)} responded with ${response.status}${said ? `: ${said}` : ''}. ${adviceFor(response.status)}`
    throw new CountersignError('token-request-failed', text, asked.provider)
  }
  if (json) return json
  const type =
    headerValue(response.headers, 'content-type')?.replace(/[^\u0020-\u007e]/g, '') ?? 'no content type'
  throw invalidTokenResponse(
    asked,
    `responded with ${response.status}, ${type.slice(0, 60)}, ${lengthOf(response)}, not a JSON object`,
  )
}

/**
 * The `accessToken` of a response's JSON object, fit for a header.
 * @throws {CountersignError} `invalid-token-answer` if it is absent, empty or cannot stand in a header
 * @example accessTokenOf({ accessToken: 't' }, { provider: 'acme', url: 'https://auth.acme.com/token', secrets: [] }) // t
 */
export function accessTokenOf(body: Record<string, unknown>, asked: Asked): string {
  const token = body.accessToken
  if (typeof token !== 'string' || token === '')
    throw invalidTokenResponse(asked, 'responded without an accessToken')
  if (!/^[\u0021-\u007e]+$/.test(token))
    throw invalidTokenResponse(asked, 'gave an accessToken that no header can carry')
  return token
}

/**
 * The error for a token response that cannot be used, to be thrown.
 * @param what follows the address in the message, as in `has no expires_in`
 * @returns `invalid-token-answer`
 * @example
 * ```ts
 * const asked = { provider: 'acme', url: 'https://auth.acme.com/token', secrets: [] }
 * const error = invalidTokenResponse(asked, 'has no expires_in')
 * ```
 */
export function invalidTokenResponse(asked: Asked, what: string): CountersignError {
  return new CountersignError(
    'invalid-token-answer',
    `No token: ${shown(asked.url)} ${what}.`,
    asked.provider,
  )
}

/**
 * Seconds since 1970 of a time given in seconds, in milliseconds, as text of either, or as ISO 8601 (UTC without a
 * zone). A number above 1e11 is taken for milliseconds.
 * @returns undefined if it is no time after 1970
 * @example epochSeconds('2026-01-01T00:00:00Z') // 1767225600
 */
export function epochSeconds(value: unknown): number | undefined {
  if (typeof value === 'string' && value.length > 64) return undefined
  if (typeof value === 'string' && !/^\s*\d+(\.\d+)?\s*$/.test(value)) {
    // Without a zone, ISO 8601 date and time is taken as UTC: token endpoints write no local time.
    const zoned = /(z|[+-]\d\d:?\d\d)$/i.test(value.trim()) ? value : `${value.trim()}Z`
    const time = Date.parse(zoned)
    return Number.isNaN(time) ? undefined : time / 1000
  }
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN
  if (!Number.isFinite(number) || number <= 0) return undefined
  return number > 1e11 ? number / 1000 : number
}

/**
 * The `exp` of a JWT, in seconds since 1970 (RFC 7519 section 4.1.4). Its signature is not checked.
 * @returns undefined if it is no JWT, or has no `exp`
 * @example jwtExpiry('eyJhbGciOiJub25lIn0.eyJleHAiOjE3NjcyMjU2MDB9.') // 1767225600
 */
export function jwtExpiry(token: string): number | undefined {
  try {
    const claims = jsonObject(plainCodec.text(fromBase64(token.split('.')[1] ?? '')))
    return typeof claims?.exp === 'number' ? claims.exp : undefined
  } catch {
    return undefined
  }
}

/** More than any token endpoint sends: what is longer is not read. */
const LONGEST = 1_000_000

function textOrNothing({ body }: Response): string {
  if (body.length > LONGEST) return ''
  try {
    return textOf(body, plainCodec)
  } catch {
    return ''
  }
}

/** Characters are not converted to be counted: megabytes of them take k6 half a minute. */
const lengthOf = ({ body }: Response) => `${body.length} ${typeof body === 'string' ? 'characters' : 'bytes'}`

/** What the vendor says went wrong, without anything that was sent to it. */
function reasonIn(body: Record<string, unknown>, secrets: readonly string[]): string | undefined {
  const error = typeof body.error === 'object' && body.error !== null ? { ...body.error } : {}
  const candidates = [
    (error as Record<string, unknown>).message,
    body.message,
    body.error_description,
    body.title,
    body.error,
  ]
  const said = candidates.find((candidate) => typeof candidate === 'string' && candidate !== '') as
    | string
    | undefined
  if (said === undefined) return undefined
  // Secrets first: what is cut off could be the part that tells a secret.
  const clean = secretFilter(secrets)(said.slice(0, 10_000)).replace(/[^\u0020-\u007e\u00a0-\uffff]+/g, ' ')
  return withoutStop(clean.slice(0, 200))
}

/** Without dots and spaces at its end, after which a sentence goes on. */
function withoutStop(text: string): string {
  let end = text.length
  while (end > 0 && /[.\s]/.test(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403)
    return 'Check the key or client, its secret, and this machine’s clock.'
  if (status === 404) return 'Check the host and the path of the token endpoint.'
  return status >= 500 ? 'The provider failed; try again later.' : 'Check the settings.'
}

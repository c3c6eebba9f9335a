import { CountersignError, reasonOf } from '../errors.js'
import type { Host } from '../host.js'
import { headerValue, type Request, type Response } from '../message.js'
import type { Prepared } from '../provider.js'
import { readRequest } from '../request.js'
import { type Lease, leaseOf, type Token, type TokenSource } from '../tokens.js'
import type { Trace } from '../trace.js'
import { shown } from '../url.js'
import {
  type MaybeWaiting,
  outcomeOf,
  type Waiting,
  wait,
  withoutPromises,
  withPromises,
} from '../waiting.js'

/**
 * A token for one request, from the host's store or requested for it alone: by default a bearer token (RFC 6750
 * section 2.1).
 * @throws {CountersignError} as {@link obtainToken}; `needs-waiting` without promises, if the token request waits for a
 * signature
 * @example
 * ```ts
 * import type { Call, TokenSource } from '@countersign/core'
 * const prepare = (source: TokenSource) => ({ host, trace }: Call<unknown>) => bearer(source, host, trace)
 * ```
 */
export function* bearer(source: TokenSource, host: Host, trace?: Trace): Waiting<Prepared> {
  const lease = host.tokens?.held?.(source) ?? (yield* obtainLease(source, host, trace))
  trace?.('tokenUse', source.use)
  if (source.life) trace?.('tokenLife', source.life)
  trace?.('useUntil', lease.useUntil)
  return {
    headers: [['Authorization', `${source.scheme ?? 'Bearer'} ${lease.token}`]],
    secrets: ['Authorization'],
    token: { source, value: lease.token },
  }
}

/** A token from the host's store, or requested for one request alone. */
export function* obtainLease(source: TokenSource, host: Host, trace?: Trace): Waiting<Lease> {
  const { tokens } = host
  const obtain = () => obtainToken(source, host, trace)
  if (!tokens) return leaseOf(yield* obtain())
  const later = () => tokens.get(source, () => withPromises(obtain()))
  const now = () =>
    tokens.getSync?.(source, () => withoutPromises(obtain(), () => needsPromise(source))) as Lease
  return yield* wait(later, tokens.getSync && host.sendSync && now)
}

function needsPromise({ provider }: TokenSource): CountersignError {
  const message = `${provider}: the request for its token has to wait for a signature. Use the asynchronous call.`
  return new CountersignError('needs-waiting', message, provider)
}

/**
 * Requests a token and reads the response; once more if the source asks for that.
 * @throws {CountersignError} `missing-capability` on a host that sends nothing, `token-request-failed`,
 * `invalid-token-answer`; on a source that is not written as one has to be `invalid-provider`, `invalid-url`,
 * `invalid-header`, `invalid-body`
 * @example
 * ```ts
 * import { promiseOf, type TokenSource } from '@countersign/core'
 * import { nodeHost } from '@countersign/hosts/node'
 * const fetchToken = (source: TokenSource) => promiseOf(obtainToken(source, nodeHost()))
 * ```
 */
export function* obtainToken(source: TokenSource, host: Host, trace?: Trace): Waiting<Token> {
  const request = yield* requestOf(source, trace)
  const token = source.read(yield* send(source, request, host))
  if (token !== 'again') return current(token, request, source, host)
  const second = yield* requestOf(source, trace)
  const last = source.read(yield* send(source, second, host))
  if (last !== 'again') return current(last, second, source, host)
  const message = `No token: ${shown(second.url)} gave none in two requests.`
  throw new CountersignError('token-request-failed', message, source.provider)
}

function* requestOf(source: TokenSource, trace?: Trace): Waiting<Request> {
  const { requestAsync } = source
  if (!source.request && !requestAsync) {
    const message = 'The source of its tokens has neither request nor requestAsync. Correct the provider.'
    throw new CountersignError('invalid-provider', message, source.provider)
  }
  const request =
    source.request?.(trace) ?? (yield* outcomeOf(requestAsync?.(trace) as MaybeWaiting<Request>))
  trace?.('tokenRequest', `${request.method} ${shown(request.url)}`)
  return readRequest(request)
}

function current(token: Token, { url }: Request, source: TokenSource, host: Host): Token {
  if (token.expiresAt > host.now()) return token
  const late = Math.ceil(host.now() - token.expiresAt)
  throw new CountersignError(
    'invalid-token-answer',
    `${shown(url)} gave a token that ended ${late} s ago. Check this machine's clock.`,
    source.provider,
  )
}

function* send(source: TokenSource, request: Request, host: Host): Waiting<Response> {
  if (!host.send) {
    const message = `${host.name} cannot ask ${source.origin} for a token. Give the request an Authorization: Bearer header.`
    throw new CountersignError('missing-capability', message, source.provider)
  }
  try {
    const later = () => host.send?.(request) as Promise<Response>
    return yield* wait(later, host.sendSync && (() => host.sendSync?.(request) as Response))
  } catch (thrown) {
    const message = `No token: the request to ${shown(request.url)} failed: ${reasonOf(thrown)}`
    throw new CountersignError('token-request-failed', message, source.provider)
  }
}

/**
 * Whether an API request brings its own bearer token (RFC 6750 section 2.1), which is then left on it.
 * @example bringsBearer({ method: 'GET', url: 'https://api.acme.com/', headers: [['Authorization', 'Bearer t']], body: '' }) // true
 */
export function bringsBearer({ headers }: Request): boolean {
  return /^bearer\s+\S/i.test(headerValue(headers, 'Authorization') ?? '')
}

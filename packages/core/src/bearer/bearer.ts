import { CountersignError, reasonOf } from '../errors.js'
import type { Host } from '../host.js'
import { headerValue, type Request, type Response } from '../message.js'
import type { Prepared } from '../provider.js'
import { leaseOf, type Token, type TokenSource } from '../tokens.js'
import type { Trace } from '../trace.js'
import { shown } from '../url.js'

/**
 * A bearer token for one request (RFC 6750 section 2.1), from the host's store or by a request of its own.
 * @throws {CountersignError} `missing-capability`, `token-request-failed`, `invalid-token-answer`
 */
export async function bearer(source: TokenSource, host: Host, trace?: Trace): Promise<Prepared> {
  const obtain = () => obtainToken(source, host, trace)
  const lease = host.tokens ? await host.tokens.get(source, obtain) : leaseOf(await obtain())
  trace?.('tokenUse', source.use)
  if (source.life) trace?.('tokenLife', source.life)
  trace?.('useUntil', lease.useUntil)
  return {
    headers: [['Authorization', `Bearer ${lease.token}`]],
    secrets: ['Authorization'],
    token: { source, value: lease.token },
  }
}

/** Asks for a token and reads the answer. */
export async function obtainToken(source: TokenSource, host: Host, trace?: Trace): Promise<Token> {
  const request = source.request(trace)
  trace?.('tokenRequest', `${request.method} ${shown(request.url)}`)
  const token = source.read(await send(source, request, host))
  if (token.expiresAt > host.now()) return token
  const late = Math.ceil(host.now() - token.expiresAt)
  throw new CountersignError(
    'invalid-token-answer',
    `${shown(request.url)} gave a token that ended ${late} s ago. Check this machine's clock.`,
    source.provider,
  )
}

async function send(source: TokenSource, request: Request, host: Host): Promise<Response> {
  if (!host.send) {
    const message = `${host.name} cannot ask ${source.origin} for a token. Give the request an Authorization: Bearer header.`
    throw new CountersignError('missing-capability', message, source.provider)
  }
  try {
    return await host.send(request)
  } catch (thrown) {
    const message = `No token: ${shown(request.url)} could not be asked: ${reasonOf(thrown)}`
    throw new CountersignError('token-request-failed', message, source.provider)
  }
}

/** Whether an API request brings its own bearer token, which is then left on it. */
export function bringsBearer({ headers }: Request): boolean {
  return /^bearer\s+\S/i.test(headerValue(headers, 'Authorization') ?? '')
}

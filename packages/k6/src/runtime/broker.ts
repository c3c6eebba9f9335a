import { CountersignError, reasonOf } from '@countersign/core/errors'
import type { Host } from '@countersign/core/host'
import type { Response } from '@countersign/core/message'
import type { Lease, TokenSource, TokenStore } from '@countersign/core/tokens'
import { isLoopback, parseUrl, shown } from '@countersign/core/url'

export interface BrokerAddress {
  readonly url: string
  readonly secret: string | undefined
}

/**
 * Where the owner is. `isPacking`: nobody calls it yet, so its secret may be missing still.
 * @throws {CountersignError} `invalid-setting` on an address that cannot be one, `missing-setting` without its secret
 */
export function brokerAddress(url: string, secret: string | undefined, isPacking = false): BrokerAddress {
  const { scheme, host, hasUserInfo } = parseUrl(url)
  if (!/^https?$/.test(scheme) || hasUserInfo) {
    throw new CountersignError(
      'invalid-setting',
      `COUNTERSIGN_TOKENS must be an address, as in http://127.0.0.1:8787.`,
    )
  }
  if (!isLoopback(host) && !secret && !isPacking) {
    const message = `COUNTERSIGN_TOKENS names ${shown(url)}, which is another machine: set COUNTERSIGN_TOKENS_SECRET to its secret.`
    throw new CountersignError('missing-setting', message)
  }
  return { url: url.replace(/\/+$/, ''), secret }
}

/** Asks `countersign tokens` for the tokens that all virtual users and machines share. */
export function brokerTokens(
  { url, secret }: BrokerAddress,
  host: Pick<Host, 'now' | 'hash' | 'send'>,
): TokenStore {
  const leases = new Map<string, Lease>()
  const pending = new Map<string, Promise<Lease>>()
  const refused = new Map<string, string>()

  async function ask(source: TokenSource): Promise<Lease> {
    const asked = host.now()
    const question = { provider: source.provider, origin: source.origin, refused: refused.get(source.key) }
    const headers = [['Content-Type', 'application/json']] as [string, string][]
    if (secret) headers.push(['Authorization', `Bearer ${secret}`])
    const answer = await deliver({
      method: 'POST',
      url: `${url}/token`,
      headers,
      body: JSON.stringify(question),
    })
    const lease = readLease(answer, asked)
    leases.set(source.key, lease)
    refused.delete(source.key)
    return lease
  }

  async function deliver(request: Parameters<NonNullable<Host['send']>>[0]): Promise<Response> {
    try {
      return await (host.send as NonNullable<Host['send']>)(request)
    } catch (thrown) {
      throw failed(`could not be asked: ${reasonOf(thrown)}. Start it with: countersign tokens`)
    }
  }

  /** The owner's clock may be another machine's: what counts is how long the token still lasts there. */
  function readLease({ status, body }: Response, asked: number): Lease {
    const { token, useUntil, now, error } = objectOf(body)
    if (status !== 200) {
      throw failed(`answered ${status}${typeof error === 'string' ? `: ${clean(error)}` : ''}`)
    }
    const isToken = typeof token === 'string' && /^[\u0021-\u007e]+$/.test(token)
    const rest = Number(useUntil) - Number(now)
    if (!isToken || typeof useUntil !== 'number' || typeof now !== 'number' || !(rest > 0)) {
      throw failed('answered something else than a token. Is it the address of `countersign tokens`?')
    }
    return { token, useUntil: asked + rest }
  }

  const failed = (what: string) =>
    new CountersignError(
      'token-request-failed',
      `No token: the owner at ${shown(url)} ${what}.`.replace(/([.?])\.$/, '$1'),
    )

  return {
    async get(source, obtain) {
      if (source.use === 'once') {
        const token = await obtain()
        return { token: token.value, useUntil: token.expiresAt }
      }
      const known = leases.get(source.key)
      if (known && host.now() < known.useUntil) return known
      const running = pending.get(source.key) ?? ask(source).finally(() => pending.delete(source.key))
      pending.set(source.key, running)
      return running
    },
    drop(source, token) {
      if (leases.get(source.key)?.token !== token) return
      leases.delete(source.key)
      // Tells the owner which one, and the token itself stays here.
      refused.set(source.key, host.hash('SHA-256', [token], 'hex'))
    },
  }
}

function objectOf(body: Response['body']): Record<string, unknown> {
  try {
    return Object(JSON.parse(String(body)))
  } catch {
    return {}
  }
}

const clean = (text: string) =>
  text
    .replace(/[^\u0020-\uffff]+/g, ' ')
    .replace(/[.\s]+$/, '')
    .slice(0, 300)

import { CountersignError, reasonOf } from '@countersign/core/errors'
import { jsonObject } from '@countersign/core/json'
import type { Request, Response } from '@countersign/core/message'
import { type Lease, leaseOf, type SyncTokenStore, type TokenSource } from '@countersign/core/tokens'
import { isLoopback, parseUrl, shown } from '@countersign/core/url'
import { type Waiting, wait, withoutPromises, withPromises } from '@countersign/core/waiting'
import { createBackoff, needsPromise } from './backoff.js'
import type { RuntimeHost } from './parts.js'

export interface BrokerAddress {
  readonly url: string
  readonly secret: string | undefined
}

/**
 * Where the token broker is. `isPacking`: nobody calls it yet, so its secret may still be missing.
 * @throws {CountersignError} `invalid-setting` on an address that cannot be one, `missing-setting` without its secret
 */
export function brokerAddress(url: string, secret: string | undefined, isPacking = false): BrokerAddress {
  const { scheme, host, hasUserInfo } = parseUrl(url)
  if (!/^https?$/.test(scheme) || hasUserInfo) {
    throw new CountersignError(
      'invalid-setting',
      'COUNTERSIGN_TOKENS must be an address, as in http://127.0.0.1:8787.',
    )
  }
  if (!isLoopback(host) && !secret && !isPacking) {
    const message = `COUNTERSIGN_TOKENS names ${shown(url)}, which is another machine: set COUNTERSIGN_TOKENS_SECRET to its secret.`
    throw new CountersignError('missing-setting', message)
  }
  return { url: withoutEnd(url, '/'), secret: secret?.trim() }
}

/** A call waits this many seconds for a broker that restarts, before it is refused. */
const PATIENCE = 5

/** Nobody responded, or the broker said that it is about to end: the next one may respond. */
class Away extends CountersignError {}

/** Asks `countersign tokens` for the tokens that all virtual users and machines share. */
export function brokerTokens(address: BrokerAddress, host: RuntimeHost): SyncTokenStore {
  const leases = new Map<string, Lease>()
  const pending = new Map<string, Promise<Lease>>()
  const refused = new Map<string, string>()
  const away = createBackoff({ first: 0.25, most: 2 })
  const refusals = createBackoff({ first: 1, most: 30 })

  function held({ key, use }: TokenSource): Lease | undefined {
    const lease = use === 'once' ? undefined : leases.get(key)
    return lease && host.now() < lease.useUntil ? lease : undefined
  }

  function* lease(source: TokenSource): Waiting<Lease> {
    const { key } = source
    const deadline = host.now() + PATIENCE
    yield* refusals.before(key)
    for (;;) {
      yield* away.before(key)
      try {
        const lease = yield* ask(source)
        for (const backoff of [away, refusals]) backoff.succeeded(key)
        return lease
      } catch (thrown) {
        const isAway = thrown instanceof Away
        const rest = (isAway ? away : refusals).failed(key)
        if (!isAway || host.now() + rest > deadline) throw thrown
      }
    }
  }

  function* ask(source: TokenSource): Waiting<Lease> {
    const asked = host.now()
    const { provider, origin, key } = source
    const body = JSON.stringify({ provider, origin, refused: refused.get(key) })
    const lease = leaseIn(yield* deliver(requestTo(address, body), address, host), asked, address)
    leases.set(key, lease)
    refused.delete(key)
    return lease
  }

  return {
    isBrokered: true,
    held,
    async get(source, obtain) {
      if (source.use === 'once') return leaseOf(await obtain())
      const known = held(source) ?? pending.get(source.key)
      if (known) return known
      const running = withPromises(lease(source)).finally(() => pending.delete(source.key))
      pending.set(source.key, running)
      return running
    },
    getSync(source, obtain) {
      if (source.use === 'once') return leaseOf(obtain())
      return held(source) ?? withoutPromises(lease(source), needsPromise)
    },
    drop(source, token) {
      if (leases.get(source.key)?.token !== token) return
      leases.delete(source.key)
      // Tells the broker which one was refused; the token itself stays here.
      refused.set(source.key, host.hash('SHA-256', token, 'hex'))
    },
  }
}

function requestTo({ url, secret }: BrokerAddress, body: string): Request {
  const headers: [string, string][] = [['Content-Type', 'application/json']]
  if (secret) headers.push(['Authorization', `Bearer ${secret}`])
  return { method: 'POST', url: `${url}/token`, headers, body }
}

/** @throws {CountersignError} `token-request-failed` if there is no response, or it says that the broker is ending */
function* deliver(request: Request, address: BrokerAddress, host: RuntimeHost): Waiting<Response> {
  let response: Response
  try {
    response = yield* wait(
      () => host.send(request),
      () => host.sendSync(request),
    )
  } catch (thrown) {
    throw new Away(...failure(address, `could not be reached: ${reasonOf(thrown)}. ${START}`))
  }
  if (response.status === 503) throw new Away(...failure(address, said(response)))
  return response
}

const START = 'Start it with: countersign tokens'

/** The broker's clock may be another machine's: what counts is how long the token still lasts there. */
function leaseIn(response: Response, asked: number, address: BrokerAddress): Lease {
  const { token, useUntil, now } = objectIn(response)
  if (response.status !== 200) throw new CountersignError(...failure(address, said(response)))
  const isToken = typeof token === 'string' && /^[\u0021-\u007e]+$/.test(token)
  const rest = Number(useUntil) - Number(now)
  if (!isToken || typeof useUntil !== 'number' || typeof now !== 'number' || !(rest > 0)) {
    const what = 'responded with something other than a token. Is it the address of `countersign tokens`?'
    throw new CountersignError(...failure(address, what))
  }
  return { token, useUntil: asked + rest }
}

function said(response: Response): string {
  const { error } = objectIn(response)
  return `responded with ${response.status}${typeof error === 'string' ? `: ${clean(error)}` : ''}`
}

const failure = ({ url }: BrokerAddress, what: string) =>
  [
    'token-request-failed',
    `No token: the token broker at ${shown(url)} ${what}.`.replace(/([.?])\.$/, '$1'),
  ] as const

const objectIn = ({ body }: Response) => jsonObject(String(body)) ?? {}

const clean = (text: string) => withoutEnd(text.replace(/[^\u0020-\uffff]+/g, ' '), '. ').slice(0, 300)

/** Without these letters at its end: a regular expression would take the square of its length. */
function withoutEnd(text: string, letters: string): string {
  let end = text.length
  while (end > 0 && letters.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

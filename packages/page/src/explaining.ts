import { requestsAround } from './around.js'
import { requestOf } from './exchange-request.js'
import { exchangeWithoutToken, fromHistory } from './history.js'
import { type Exchange, failedIn, saidOf } from './store/exchange.js'
import type { Store } from './store/store.js'
import type { ArrivedRequest, Explanation, NearbyRequest } from './traffic.js'
import { Unexplained } from './unexplained.js'

/** Looks for the cause of a refusal, off the thread that serves requests. */
export type Explain = (
  request: ArrivedRequest,
  around: readonly NearbyRequest[],
) => Promise<Explanation | undefined>

/** How many refusals wait for their cause, the newest; the others are explained when they are looked at. */
const MOST_WAITING = 200
/** What nobody asks `verify` about: the request is not at fault. */
const NOT_THE_REQUEST = /^(fault|sandbox|bodySize|tokenRevoked)$/

/** Finds the causes of refusals, one after the other. */
export class Explaining {
  readonly #store: Store
  readonly #explain: Explain
  readonly #waiting: number[] = []
  readonly #running = new Map<number, Promise<void>>()
  readonly #unexplained: Unexplained
  #isBusy = false

  constructor(store: Store, explain: Explain) {
    this.#store = store
    this.#explain = explain
    this.#unexplained = new Unexplained(store)
  }

  /** Explains a refusal when there is time for it. */
  soon(id: number): void {
    this.#waiting.push(id)
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift()
    void this.#work()
  }

  /** Explains a refusal now. */
  async now(id: number): Promise<void> {
    const exchange = this.#store.get(id)
    if (exchange && (isOpen(exchange) || this.#unexplained.isDue(id))) await this.#once(exchange)
  }

  /** A request came that may explain earlier ones: they may have been signed with what is in this. */
  arrived(exchange: Exchange): void {
    for (const id of this.#unexplained.explainedBy(exchange)) this.soon(id)
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) await this.now(next)
    this.#isBusy = false
  }

  #once(exchange: Exchange): Promise<void> {
    const running = this.#running.get(exchange.id) ?? this.#find(exchange)
    this.#running.set(exchange.id, running)
    return running.finally(() => this.#running.delete(exchange.id))
  }

  async #find(exchange: Exchange): Promise<void> {
    const found = exchange.dropped
      ? undefined
      : await this.#explain(requestOf(exchange), requestsAround(exchange, this.#store)).catch(() => undefined)
    const isOfOne = found?.verdict === 'not-verified' && !comesFirst(exchange)
    const cause = isOfOne ? found : remembered(exchange, this.#store, found)
    const first = exchangeWithoutToken(exchange, this.#store)
    this.#unexplained.note(exchange.id, cause)
    this.#store.explain(exchange.id, first === undefined ? cause : { ...cause, first })
  }
}

const SHOW_CERTIFICATE =
  'Give your client the certificate and the key for mutual TLS that are among the settings (with curl: --cert and --key).'

/** Checks that `verify` cannot make, of the connection, or after which the rest says nothing. */
const comesFirst = (exchange: Exchange) =>
  /^(clientCertificate|duplicateHeader|duplicateParameter)$/.test(failedIn(exchange)?.name ?? '')

/** Whether a refusal still waits for its cause. */
export function isOpen(exchange: Exchange): boolean {
  const { verdict, cause } = exchange
  if (verdict?.accepted !== false || cause) return false
  const failed = failedIn(exchange)
  return failed !== undefined && !NOT_THE_REQUEST.test(failed.name)
}

/** `verify` finds nothing wrong with the request by itself: what is wrong is what the other side remembers, or checks besides. */
function remembered(exchange: Exchange, store: Store, found: Explanation | undefined): Explanation {
  const { name = '', message = '', expected = '', got = '' } = failedIn(exchange) ?? {}
  const said = [message, expected && `expected ${expected}`, got && `got ${got}`].filter(Boolean).join('; ')
  const why = fromHistory(exchange, store) ?? saidOf(name, said.replace(/\.;/, ';'))
  // What else is wrong is not checked any more.
  const besides = found?.verdict === 'not-verified' ? [`besides, ${found.why}`] : []
  const notes = [...besides, ...(found?.seen ?? [])]
  const advice = name === 'clientCertificate' ? SHOW_CERTIFICATE : undefined
  const lines = [why, ...(advice ? [advice] : []), ...notes]
  return { verdict: 'not-verified', why, ...(advice && { advice }), seen: notes, lines }
}

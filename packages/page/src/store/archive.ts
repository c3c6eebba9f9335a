import type { RespondedEvent } from '../traffic.js'
import type { Exchange } from './exchange.js'
import { LISTS, numberAt, partsOf, type Rest, unpacked } from './rest.js'
import { type Slots, STATE } from './slots.js'
import { type Place, Tape } from './tape.js'

/** What is known of a request when its response is sent. */
export type Over = Pick<Exchange, 'arrived' | 'checked' | 'verdict'>

/** What is kept of a request, but its version and cause. */
export type Kept = Omit<Exchange, 'version' | 'cause'>

const NOTHING = Buffer.alloc(0)
const BODIES = ['body', 'opened', 'response'] as const

/**
 * The requests that are over. To write one costs little, since nobody may ever look: its texts and bodies are copied as
 * they are, and read again if somebody asks.
 */
export class Archive {
  readonly #slots: Slots
  readonly #bodies: Tape
  readonly #rest: Tape

  constructor(slots: Slots, sizes: { readonly bodies: number; readonly rest: number }) {
    this.#slots = slots
    this.#bodies = new Tape(sizes.bodies)
    this.#rest = new Tape(sizes.rest)
  }

  write(over: Over, responded: RespondedEvent): void {
    const { arrived, checked } = over
    const { id } = responded
    const slots = this.#slots
    slots.set(id, 'at', arrived.at)
    slots.set(id, 'respondedAt', responded.at)
    slots.set(id, 'bodyLength', arrived.bodyLength)
    slots.set(id, 'status', responded.status)
    slots.setPlace(id, 'body', this.#bodies.bytes(arrived.body))
    if (checked?.opened) {
      slots.setPlace(id, 'opened', this.#bodies.bytes(checked.opened))
      slots.mark(id, STATE.opened)
    }
    slots.setPlace(id, 'response', this.#bodies.text(responded.body))
    const parts = partsOf(restOf(over, responded))
    const numbers = this.#rest.numbers(LISTS + parts.texts.length, (n) => numberAt(parts, n))
    slots.setPlace(id, 'numbers', numbers)
    slots.setPlace(id, 'texts', this.#rest.text(parts.texts.join('')))
  }

  /** Whether a request is still there. */
  has(id: number): boolean {
    return this.#rest.has(this.#slots.place(id, 'numbers'))
  }

  /** Whether its bodies are, if it had any. */
  hasBodies(id: number): boolean {
    const places = BODIES.map((body) => this.#slots.place(id, body))
    return places.every((place) => this.#bodies.has(place) || place.start === place.end)
  }

  /** Whether a text may be in its headers, checks or steps: much quicker than to read them. */
  mayMention(id: number, text: string): boolean {
    return this.#rest.view(this.#slots.place(id, 'texts')).includes(text)
  }

  /** A request without its bodies, unless they are wanted. */
  read(id: number, withBodies: boolean): Kept {
    const slots = this.#slots
    const numbers = this.#rest.readNumbers(slots.place(id, 'numbers'))
    const rest = unpacked(numbers, this.#rest.view(slots.place(id, 'texts')).toString())
    const hasBodies = this.hasBodies(id)
    const bodyAt = (place: Place) => (withBodies && hasBodies ? this.#bodies.read(place) : NOTHING)
    const { provider, origin, method, target, headers, checks, steps } = rest
    const [at, bodyLength] = [slots.get(id, 'at'), slots.get(id, 'bodyLength')]
    const body = bodyAt(slots.place(id, 'body'))
    const opened = slots.is(id, STATE.opened) ? bodyAt(slots.place(id, 'opened')) : undefined
    return {
      id,
      arrived: { type: 'request', id, provider, origin, at, method, target, headers, body, bodyLength },
      checked: { type: 'checks', id, checks, steps, ...(opened && hasBodies && { opened }) },
      ...(slots.is(id, STATE.judged) && { verdict: this.#verdict(id, rest) }),
      responded: {
        type: 'response',
        id,
        at: slots.get(id, 'respondedAt'),
        status: slots.get(id, 'status'),
        headers: rest.responseHeaders,
        body: bodyAt(slots.place(id, 'response')).toString(),
      },
      dropped: !hasBodies,
    }
  }

  #verdict(id: number, { check, notes, faults }: Rest): NonNullable<Kept['verdict']> {
    const [accepted, token] = [this.#slots.is(id, STATE.accepted), this.#slots.is(id, STATE.token)]
    return { type: 'verdict', id, accepted, token, notes, faults, ...(check !== undefined && { check }) }
  }
}

function restOf({ arrived, checked, verdict }: Over, responded: RespondedEvent): Rest {
  const { provider, origin, method, target, headers } = arrived
  return {
    provider,
    origin,
    method,
    target,
    headers,
    checks: checked?.checks ?? [],
    steps: checked?.steps ?? [],
    check: verdict?.check,
    notes: verdict?.notes ?? [],
    faults: verdict?.faults ?? [],
    responseHeaders: responded.headers,
  }
}

import type {
  ArrivedEvent,
  CheckedEvent,
  Explanation,
  RespondedEvent,
  TrafficEvent,
  VerdictEvent,
} from '../traffic.js'
import { type Arena, bufferOf, type Slice } from './arena.js'
import { packed, type Rest, unpacked } from './rest.js'

/** Where exchanges keep what they hold: bodies, and the rest. */
export interface Arenas {
  readonly bodies: Arena
  readonly rest: Arena
}

/** What is told of an exchange while it goes on. */
interface Live {
  arrived: ArrivedEvent
  checked?: CheckedEvent
  responded?: RespondedEvent
}

/** The same, in few objects, when it is over. */
interface Packed {
  readonly head: Omit<ArrivedEvent, 'body' | 'headers'>
  readonly status: number
  readonly respondedAt: number
  /** Headers, checks, steps and headers of the response. */
  readonly rest: Slice
  readonly body: Slice | undefined
  readonly opened: Slice | undefined
  readonly response: Slice | undefined
}

const NOTHING = Buffer.alloc(0)
/** What an exchange takes besides its texts, roughly. */
const FIXED = 600

/** One request and what became of it, as far as it is known. */
export class Exchange {
  readonly id: number
  verdict: VerdictEvent | undefined
  /** Why it was refused, once that was found. */
  cause: Explanation | undefined
  /** Of its latest change. */
  version = 0
  /** Bytes of its bodies, and of everything else. */
  bodies = 0
  rest = 0
  dropped = false
  readonly #arenas: Arenas
  #live: Live | undefined
  #packed: Packed | undefined
  #failed: CheckedEvent['checks'][number] | undefined

  constructor(arrived: ArrivedEvent, arenas: Arenas) {
    this.id = arrived.id
    this.#arenas = arenas
    this.#live = { arrived }
    this.bodies = arrived.body.length
    this.rest = FIXED + arrived.target.length
  }

  get arrived(): ArrivedEvent {
    if (this.#live) return this.#live.arrived
    const { head, body } = this.#packed as Packed
    return { ...head, headers: this.#rest().headers, body: body ? bufferOf(body) : NOTHING }
  }

  /** What a line of the list needs of it. */
  get head(): Packed['head'] {
    return this.#live?.arrived ?? (this.#packed as Packed).head
  }

  get status(): number {
    return this.#packed?.status ?? this.#live?.responded?.status ?? 0
  }

  get checked(): CheckedEvent | undefined {
    if (this.#live) return this.#live.checked
    const { checks, steps } = this.#rest()
    const { opened } = this.#packed as Packed
    return { type: 'checks', id: this.id, checks, steps, ...(opened && { opened: bufferOf(opened) }) }
  }

  get responded(): RespondedEvent | undefined {
    if (this.#live) return this.#live.responded
    const { status, respondedAt: at, response } = this.#packed as Packed
    const body = response ? bufferOf(response).toString() : ''
    return { type: 'response', id: this.id, at, status, headers: this.#rest().responseHeaders, body }
  }

  /** Why it was refused, in one line; why it was accepted, if there is something to say about it. */
  get reason(): string {
    if (!this.verdict) return ''
    if (this.verdict.accepted) return this.verdict.notes?.join(' ') ?? ''
    if (this.cause) return this.cause.why
    const failed = this.#failed
    return failed?.message ? `${failed.name}: ${failed.message}` : (this.verdict.check ?? '')
  }

  /** The check that failed. */
  get failed() {
    return this.#failed
  }

  /** Whether a text may be in its headers, checks or steps: much quicker than to look at them. */
  mayMention(text: string): boolean {
    return this.#packed ? bufferOf(this.#packed.rest).includes(text) : true
  }

  note(event: Exclude<TrafficEvent, ArrivedEvent>): void {
    const live = this.#live
    if (!live) return
    if (event.type === 'verdict') this.verdict = event
    else if (event.type === 'checks') {
      live.checked = event
      this.#failed = event.checks.find(({ holds }) => !holds)
      this.bodies += event.opened?.length ?? 0
    } else {
      live.responded = event
      this.bodies += event.body.length
      this.#pack(live)
    }
  }

  /** Lets its bodies go. @returns how many bytes they were */
  drop(): number {
    const { bodies } = this
    this.bodies = 0
    this.dropped = bodies > 0
    if (this.#packed)
      this.#packed = { ...this.#packed, body: undefined, opened: undefined, response: undefined }
    else if (this.#live) this.#live.arrived = { ...this.#live.arrived, body: NOTHING }
    return bodies
  }

  #pack({ arrived, checked, responded }: Live): void {
    const { headers, body, ...head } = arrived
    const text = packed({
      headers,
      checks: checked?.checks ?? [],
      steps: checked?.steps ?? [],
      responseHeaders: responded?.headers ?? [],
    })
    const { bodies, rest: others } = this.#arenas
    const slice = others.text(text)
    this.#packed = {
      head,
      status: responded?.status ?? 0,
      respondedAt: responded?.at ?? 0,
      rest: slice,
      body: body.length > 0 ? bodies.bytes(body) : undefined,
      opened: checked?.opened && bodies.bytes(checked.opened),
      response: responded?.body ? bodies.text(responded.body) : undefined,
    }
    this.rest += slice.end - slice.start
    this.#live = undefined
  }

  #rest(): Rest {
    return unpacked(bufferOf((this.#packed as Packed).rest).toString())
  }
}

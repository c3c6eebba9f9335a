import type {
  ArrivedEvent,
  CheckedEvent,
  Explanation,
  RespondedEvent,
  TrafficEvent,
  VerdictEvent,
} from '../traffic.js'

/** One request and what became of it, as far as it is known. */
export class Exchange {
  readonly arrived: ArrivedEvent
  checked: CheckedEvent | undefined
  verdict: VerdictEvent | undefined
  responded: RespondedEvent | undefined
  /** Why it was refused, once that was found. */
  cause: Explanation | undefined
  /** Of its latest change. */
  version = 0
  /** Bytes of its bodies, and of everything else. */
  bodies = 0
  rest = 0
  dropped = false

  constructor(arrived: ArrivedEvent) {
    this.arrived = { ...arrived, body: owned(arrived.body) }
    this.bodies = arrived.body.length
    this.rest = FIXED + arrived.target.length + lengthOf(arrived.headers)
  }

  get id(): number {
    return this.arrived.id
  }

  /** Why it was refused, in one line; why it was accepted, if there is something to say about it. */
  get reason(): string {
    if (!this.verdict) return ''
    if (this.verdict.accepted) return this.verdict.notes?.join(' ') ?? ''
    if (this.cause) return this.cause.why
    const failed = this.failed
    return failed?.message ? `${failed.name}: ${failed.message}` : (this.verdict.check ?? '')
  }

  get failed() {
    return this.checked?.checks.find(({ holds }) => !holds)
  }

  note(event: Exclude<TrafficEvent, ArrivedEvent>): void {
    if (event.type === 'checks') {
      this.checked = event.opened ? { ...event, opened: owned(event.opened) } : event
      this.bodies += event.opened?.length ?? 0
      for (const { computed, sent } of event.steps) this.rest += (computed?.length ?? 0) + (sent?.length ?? 0)
    } else if (event.type === 'verdict') this.verdict = event
    else {
      this.responded = event
      this.bodies += event.body.length
    }
  }

  /** Lets its bodies go. @returns how many bytes they were */
  drop(): number {
    const { bodies } = this
    if (bodies === 0) return 0
    const mutable = this as { arrived: ArrivedEvent }
    mutable.arrived = { ...this.arrived, body: NOTHING }
    if (this.checked?.opened) this.checked = { ...this.checked, opened: NOTHING }
    if (this.responded) this.responded = { ...this.responded, body: '' }
    this.bodies = 0
    this.dropped = true
    return bodies
  }
}

const NOTHING = Buffer.alloc(0)
const FIXED = 600

const lengthOf = (texts: readonly string[]) => texts.reduce((sum, { length }) => sum + length, 0)

/** A body that was cut from a larger buffer would keep all of that in memory. */
const owned = (body: Buffer): Buffer =>
  body.buffer.byteLength > body.length + 4096 ? Buffer.from(body) : body

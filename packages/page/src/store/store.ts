import type { ArrivedEvent, CheckedEvent, Explanation, TrafficEvent, VerdictEvent } from '../traffic.js'
import { Archive } from './archive.js'
import { Causes } from './causes.js'
import type { Exchange } from './exchange.js'
import { Slots, STATE } from './slots.js'

export interface Limits {
  /** The most requests to remember. */
  readonly requests: number
  /** The most bytes of bodies; beyond that the oldest are let go. */
  readonly bodies: number
  /** The most bytes of everything else; beyond that the oldest requests are forgotten. */
  readonly rest: number
}

const MiB = 1024 * 1024
export const LIMITS: Limits = { requests: 20_000, bodies: 64 * MiB, rest: 40 * MiB }

/** A request that is not over. */
interface Going {
  readonly arrived: ArrivedEvent
  checked?: CheckedEvent
  verdict?: VerdictEvent
}

/** The latest requests, in bounded memory. */
export class Store {
  readonly #slots: Slots
  readonly #archive: Archive
  readonly #causes = new Causes()
  readonly #going = new Map<number, Going>()
  #version = 0
  /** The ids of the requests that may be remembered. */
  #first = 1
  #last = 0
  /** The first that may have its bodies. */
  #holding = 1
  /** Hears of each change. */
  changed: (id: number) => void = () => {}

  constructor(limits: Limits = LIMITS) {
    this.#slots = new Slots(limits.requests)
    this.#archive = new Archive(this.#slots, limits)
  }

  get version(): number {
    return this.#version
  }

  readonly note = (event: TrafficEvent): void => {
    const { id } = event
    if (event.type === 'request') this.#start(event)
    const going = this.#going.get(id)
    if (!going) return
    if (event.type === 'checks') going.checked = event
    else if (event.type === 'verdict') this.#judge(going, event)
    else if (event.type === 'response') {
      this.#going.delete(id)
      this.#archive.write(going, event)
      this.#noteDropped()
    }
    this.touch(id)
  }

  /** A request changed. */
  touch(id: number): void {
    this.#slots.set(id, 'version', ++this.#version)
    this.changed(id)
  }

  explain(id: number, cause: Explanation): void {
    if (!this.has(id)) return
    this.#causes.set(id, cause)
    this.touch(id)
  }

  has(id: number): boolean {
    return id >= this.#first && this.#slots.has(id) && (this.#going.has(id) || this.#archive.has(id))
  }

  /** A request, whole. */
  get(id: number): Exchange | undefined {
    return this.has(id) ? this.#read(id, true) : undefined
  }

  /** Without its bodies: what a line of the list needs. */
  glance(id: number): Exchange | undefined {
    return this.has(id) ? this.#read(id, false) : undefined
  }

  /** Those that changed after a version, oldest first, without their bodies. */
  after(version: number): Exchange[] {
    const found: Exchange[] = []
    for (let id = this.#first; id <= this.#last; id++)
      if (this.has(id) && this.#slots.get(id, 'version') > version) found.push(this.#read(id, false))
    return found
  }

  /** Those before one, newest first, without their bodies; only those that may mention a text, if one is given. */
  *before(id: number, text?: string): Generator<Exchange> {
    for (let before = id - 1; before >= this.#first; before--) {
      if (!this.has(before)) continue
      const mentions = text === undefined || this.#going.has(before) || this.#archive.mayMention(before, text)
      if (mentions) yield this.#read(before, false)
    }
  }

  /** Those after one, oldest first, without their bodies. */
  *following(id: number): Generator<Exchange> {
    for (let after = Math.max(id + 1, this.#first); after <= this.#last; after++)
      if (this.has(after)) yield this.#read(after, false)
  }

  /** The newest that were refused, at most so many, oldest first. */
  refused(most: number): number[] {
    const found: number[] = []
    for (let id = this.#last; id >= this.#first && found.length < most; id--)
      if (this.has(id) && this.#slots.is(id, STATE.judged) && !this.#slots.is(id, STATE.accepted))
        found.push(id)
    return found.reverse()
  }

  clear(): void {
    this.#first = this.#last + 1
    this.#holding = this.#first
    this.#going.clear()
    this.#causes.clear()
    this.#version++
  }

  #start(arrived: ArrivedEvent): void {
    const { id } = arrived
    const before = this.#slots.take(id)
    this.#going.delete(before)
    this.#causes.delete(before)
    this.#going.set(id, { arrived })
    this.#last = Math.max(this.#last, id)
    this.#first = Math.max(this.#first, this.#last - this.#slots.size + 1)
  }

  #judge(going: Going, verdict: VerdictEvent): void {
    going.verdict = verdict
    const { accepted, token } = verdict
    const bits = STATE.judged | (accepted ? STATE.accepted : 0) | (token ? STATE.token : 0)
    this.#slots.mark(verdict.id, bits)
  }

  #read(id: number, withBodies: boolean): Exchange {
    const going = this.#going.get(id)
    const cause = this.#causes.get(id)
    const kept = going ? { id, ...going, dropped: false } : this.#archive.read(id, withBodies)
    return { ...kept, version: this.#slots.get(id, 'version'), ...(cause && { cause }) }
  }

  /** Those whose bodies were overwritten by now. They follow in the order in which they came, but for those not yet over. */
  #noteDropped(): void {
    for (this.#holding = Math.max(this.#holding, this.#first); this.#holding < this.#last; this.#holding++) {
      const id = this.#holding
      if (!this.has(id) || this.#going.has(id)) continue
      if (this.#archive.hasBodies(id)) return
      this.touch(id)
    }
  }
}

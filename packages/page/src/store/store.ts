import type { TrafficEvent } from '../traffic.js'
import { Arena } from './arena.js'
import { Exchange } from './exchange.js'
import { Queue } from './queue.js'

export interface Limits {
  /** The most requests to remember. */
  readonly requests: number
  /** The most bytes of bodies; beyond that the oldest are let go. */
  readonly bodies: number
  /** The most bytes of everything else; beyond that the oldest requests are forgotten. */
  readonly rest: number
}

const MiB = 1024 * 1024
export const LIMITS: Limits = { requests: 20_000, bodies: 64 * MiB, rest: 64 * MiB }

/** The latest requests, in bounded memory. */
export class Store {
  readonly #limits: Limits
  readonly #exchanges = new Map<number, Exchange>()
  readonly #order = new Queue<Exchange>()
  /** Those that may still have their bodies. */
  readonly #holding = new Queue<Exchange>()
  readonly #arenas = { bodies: new Arena(), rest: new Arena() }
  #version = 0
  #bodies = 0
  #rest = 0
  /** Hears of each change. */
  changed: (exchange: Exchange) => void = () => {}

  constructor(limits: Limits = LIMITS) {
    this.#limits = limits
  }

  get version(): number {
    return this.#version
  }

  get size(): number {
    return this.#exchanges.size
  }

  get(id: number): Exchange | undefined {
    return this.#exchanges.get(id)
  }

  /** Those that changed after a version, oldest first. */
  after(version: number): Exchange[] {
    return this.#order.toArray().filter((one) => one.version > version)
  }

  /** Those before one, newest first. */
  before(id: number): Exchange[] {
    return this.#order
      .toArray()
      .filter((one) => one.id < id)
      .reverse()
  }

  readonly note = (event: TrafficEvent): void => {
    const exchange =
      event.type === 'request' ? new Exchange(event, this.#arenas) : this.#exchanges.get(event.id)
    if (!exchange) return
    const before = event.type === 'request' ? NONE : { bodies: exchange.bodies, rest: exchange.rest }
    if (event.type === 'request') this.#add(exchange)
    else if (exchange.dropped) exchange.note(event.type === 'response' ? { ...event, body: '' } : event)
    else exchange.note(event)
    this.#bodies += exchange.bodies - before.bodies
    this.#rest += exchange.rest - before.rest
    this.#makeRoom()
    this.touch(exchange)
  }

  #add(exchange: Exchange): void {
    this.#exchanges.set(exchange.id, exchange)
    this.#order.push(exchange)
    this.#holding.push(exchange)
  }

  /** A request changed. */
  touch(exchange: Exchange): void {
    exchange.version = ++this.#version
    this.changed(exchange)
  }

  clear(): void {
    this.#exchanges.clear()
    this.#order.clear()
    this.#bodies = 0
    this.#rest = 0
    this.#holding.clear()
    this.#version++
  }

  #makeRoom(): void {
    const { requests, bodies, rest } = this.#limits
    while (this.#exchanges.size > requests || (this.#rest > rest && this.#exchanges.size > 1)) this.#forget()
    if (this.#bodies > bodies) this.#dropBodies(bodies)
  }

  #forget(): void {
    const oldest = this.#order.shift()
    if (!oldest) return
    this.#exchanges.delete(oldest.id)
    if (this.#holding.first === oldest) this.#holding.shift()
    this.#bodies -= oldest.bodies
    this.#rest -= oldest.rest
  }

  #dropBodies(most: number): void {
    for (let oldest = this.#holding.shift(); oldest; oldest = this.#holding.shift()) {
      this.#bodies -= oldest.drop()
      this.touch(oldest)
      if (this.#bodies <= most) return
    }
  }
}

const NONE = { bodies: 0, rest: 0 }

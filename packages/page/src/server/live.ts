import type { ServerResponse } from 'node:http'

/** How often changes are sent, in milliseconds; and how often if there are many. */
const EVERY = 100
const EVERY_IF_MANY = 500
/** A comment keeps a connection open, and shows one that is gone. */
const ALIVE = 15_000
/** A browser that has this many bytes still to read is dropped; it connects again by itself. */
const MOST_UNREAD = 1024 * 1024
/** Browsers open one for each tab. */
const MOST_BROWSERS = 50

/** The open pages. What is sent to one is sent to all; none can hold the others up. */
export class Live {
  readonly #open = new Set<ServerResponse>()
  readonly #flush: () => void
  #every = EVERY
  #timer: NodeJS.Timeout | undefined
  #alive: NodeJS.Timeout | undefined

  /** `flush` sends what has changed since the last time. */
  constructor(flush: () => void) {
    this.#flush = flush
  }

  get isEmpty(): boolean {
    return this.#open.size === 0
  }

  get size(): number {
    return this.#open.size
  }

  /** Something changed: sends it soon, unless nobody looks. */
  changed(): void {
    if (this.#open.size === 0 || this.#timer) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#flush()
    }, this.#every)
  }

  /** Whether there are many changes at once. */
  hurried(isHurried: boolean): void {
    this.#every = isHurried ? EVERY_IF_MANY : EVERY
  }

  /** Adds a browser (server-sent events, WHATWG HTML section 9.2). @returns false if there are too many */
  add(response: ServerResponse, hello: string): boolean {
    if (this.#open.size >= MOST_BROWSERS) return false
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    this.#open.add(response)
    response.on('close', () => this.#remove(response))
    this.#write(response, `retry: 1000\n${message('hello', hello)}`)
    this.#alive ??= setInterval(() => this.#all(':\n\n'), ALIVE)
    return true
  }

  /** Sends an event whose data is one line. */
  send(event: string, data: string): void {
    this.#all(message(event, data))
  }

  close(): void {
    for (const response of this.#open) response.destroy()
    this.#stop()
  }

  #all(text: string): void {
    const bytes = Buffer.from(text)
    for (const response of this.#open) this.#write(response, bytes)
  }

  #write(response: ServerResponse, data: string | Buffer): void {
    response.write(data)
    if (response.writableLength <= MOST_UNREAD) return
    this.#remove(response)
    response.destroy()
  }

  #remove(response: ServerResponse): void {
    this.#open.delete(response)
    if (this.#open.size === 0) this.#stop()
  }

  #stop(): void {
    clearTimeout(this.#timer)
    clearInterval(this.#alive)
    this.#timer = undefined
    this.#alive = undefined
  }
}

const message = (event: string, data: string) => `event: ${event}\ndata: ${data}\n\n`

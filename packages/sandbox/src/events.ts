import type { IncomingMessage } from 'node:http'
import { Examination, type Step } from './examination.js'
import type { Failure } from './refusal.js'

/**
 * A request arrived, whole.
 * @example const line = ({ provider, method, target }: RequestEvent) => `${provider} ${method} ${target}`
 */
export interface RequestEvent {
  readonly type: 'request'
  /** Counted from 1, over all providers. Each event of this request bears it. */
  readonly id: number
  /** Its id. */
  readonly provider: string
  /** Where the provider listens: `http://127.0.0.1:1234`. */
  readonly origin: string
  /** When it arrived, in seconds since 1970, by the clock that it is verified with. */
  readonly at: number
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  /** Names and values by turns, in the order and the letter case of the request (`rawHeaders` of node:http). */
  readonly headers: readonly string[]
  /** Empty if it is longer than the sandbox accepts. */
  readonly body: Buffer
  /** How many bytes arrived. */
  readonly bodyLength: number
}

/**
 * A check of the vendor, by its name.
 * @example const line = ({ name, holds, message }: Checked) => (holds ? name : `${name}: ${message}`)
 */
export interface Checked {
  /** As in `timestamp`, `signature`. */
  readonly name: string
  readonly holds: boolean
  /** If it failed: what is wrong, what was expected, what came. Never a secret. */
  readonly message?: string
  readonly expected?: string
  readonly got?: string
}

/**
 * The request was looked at.
 * @example const failed = ({ checks }: ChecksEvent) => checks.find(({ holds }) => !holds)?.name
 */
export interface ChecksEvent {
  readonly type: 'checks'
  /** The `id` of its {@link RequestEvent}. */
  readonly id: number
  /** In the order of the vendor's page; the first that fails is the last. */
  readonly checks: readonly Checked[]
  /** What the vendor computes, beside what came. */
  readonly steps: readonly Step[]
  /** The decrypted body, if it was encrypted. */
  readonly opened?: Buffer | undefined
}

/**
 * What a fault that was requested did to a request.
 * @example const isToBlame = ({ refused }: FaultEffect) => refused
 */
export interface FaultEffect {
  /** `the response waits 3 s` */
  readonly text: string
  /** It is why the request was refused. */
  readonly refused: boolean
}

/**
 * The request was accepted or refused, or met a fault.
 * @example const line = ({ accepted, check }: VerdictEvent) => (accepted ? 'accepted' : `refused by ${check}`)
 */
export interface VerdictEvent {
  readonly type: 'verdict'
  /** The `id` of its {@link RequestEvent}. */
  readonly id: number
  readonly accepted: boolean
  /** It was sent to a token endpoint. */
  readonly token: boolean
  /** The check that failed; `fault` if the failure was requested. */
  readonly check?: string | undefined
  /** What was accepted although it is fragile. */
  readonly notes?: readonly string[] | undefined
  /** What faults that were requested did to it; absent if none did anything. */
  readonly faults?: readonly FaultEffect[] | undefined
}

/**
 * The response was written, or cannot be.
 * @example const isError = ({ status }: ResponseEvent) => status >= 400
 */
export interface ResponseEvent {
  readonly type: 'response'
  /** The `id` of its {@link RequestEvent}. */
  readonly id: number
  /** When it was written, in seconds since 1970, by the clock that requests are verified with. */
  readonly at: number
  /** The HTTP status code; 0 if none was sent: the fault `hang`, or a client that went away. */
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** As text, as it was written. */
  readonly body: string
}

/**
 * What the sandbox reports of each request, in this order.
 * @example const isVerdict = (event: SandboxEvent) => event.type === 'verdict'
 */
export type SandboxEvent = RequestEvent | ChecksEvent | VerdictEvent | ResponseEvent

/**
 * Hears the events of a sandbox, as they happen. Must not throw.
 * @example const listener: SandboxListener = (event) => console.log(event.type, event.id)
 */
export type SandboxListener = (event: SandboxEvent) => void

/** Where events go, and what they say of a provider. */
export interface Reporting {
  readonly listener: SandboxListener
  readonly provider: string
  readonly clock: () => number
  readonly nextId: () => number
  /** Known when it listens. */
  origin: string
}

/** Reports one request. */
export class Reporter {
  readonly #to: Reporting
  readonly #id: number
  #isOver = false
  readonly examination = new Examination()

  constructor(to: Reporting, message: IncomingMessage, body: Buffer, bodyLength: number) {
    this.#to = to
    this.#id = to.nextId()
    to.listener({
      type: 'request',
      id: this.#id,
      provider: to.provider,
      origin: to.origin,
      at: to.clock(),
      method: message.method ?? '',
      target: message.url ?? '/',
      headers: message.rawHeaders,
      body,
      bodyLength,
    })
  }

  verdict(
    { accepted, token, check, notes, faults }: Omit<VerdictEvent, 'type' | 'id'>,
    failure?: Failure,
  ): void {
    const { passed, steps, opened } = this.examination
    const checks: Checked[] = passed.map((name) => ({ name, holds: true }))
    if (failure) {
      const { check: name, message, expected, got } = failure
      checks.push({ name, holds: false, message, expected, got })
    }
    this.#to.listener({ type: 'checks', id: this.#id, checks, steps, opened })
    this.#to.listener({ type: 'verdict', id: this.#id, accepted, token, check, notes, faults })
  }

  response(status: number, headers: ResponseEvent['headers'], body: string): void {
    this.#isOver = true
    this.#to.listener({ type: 'response', id: this.#id, at: this.#to.clock(), status, headers, body })
  }

  /** The client went away before the response. */
  gone(): void {
    if (!this.#isOver) this.response(0, [], '')
  }
}

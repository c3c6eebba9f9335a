/**
 * How far a request has come: `connecting` until there is a connection, `waiting` until the response begins, `responding`
 * until it is whole.
 * @example const nothingWasSent = (stage: Stage) => stage === 'connecting'
 */
export type Stage = 'connecting' | 'waiting' | 'responding'

/**
 * What was under way when it failed.
 * @example const doing: Doing = { url: new URL('https://api.acme.com'), stage: 'connecting' }
 */
export interface Doing {
  readonly url: URL
  /** Changes as the request goes on. */
  stage: Stage
}

/** Ends what takes longer than so many seconds. */
export class TimeLimit {
  /** Why it ended, if the time was up. */
  failure: { readonly code: 'TIMEOUT'; readonly reason: string } | undefined
  readonly #controller = new AbortController()
  readonly #timer: NodeJS.Timeout

  constructor(seconds: number, doing: Doing) {
    this.#timer = setTimeout(() => {
      this.failure = { code: 'TIMEOUT', reason: tooSlow(doing, seconds) }
      this.#controller.abort()
    }, seconds * 1000)
  }

  /** A signal of this limit and of another. */
  joined(other: AbortSignal | undefined): AbortSignal {
    const own = this.#controller.signal
    return other ? AbortSignal.any([own, other]) : own
  }

  end(): void {
    clearTimeout(this.#timer)
  }
}

/**
 * What did not happen in time, for people.
 * @param seconds the time that was given
 * @example tooSlow({ url: new URL('https://api.acme.com'), stage: 'connecting' }, 30)
 */
export function tooSlow({ url: { host }, stage }: Doing, seconds: number): string {
  if (stage === 'connecting') return `${host} did not accept a connection within ${seconds} s`
  if (stage === 'waiting') return `${host} accepted the connection, but sent no response within ${seconds} s`
  return `the response began, but was not complete within ${seconds} s`
}

/** A question that gets no token, with the HTTP status that says so. */
export class NoToken extends Error {
  readonly status: number
  /** Seconds after which it may be asked again, if that is known. */
  readonly retryAfter: number | undefined

  constructor(status: number, message: string, retryAfter?: number) {
    super(message)
    this.status = status
    this.retryAfter = retryAfter
  }
}

import { type Header, headerValue, type Request, type Response } from '@countersign/core'

/** A time in a capture, and where it comes from. */
export interface Clock {
  /** Seconds since 1970. */
  readonly seconds: number
  readonly from: string
}

/** A clock of the request itself (HAR calls it `startedDateTime`). */
export const OF_THE_REQUEST = 'the time of the request'

/** A request as it was sent, read from a file. */
export interface Captured {
  /** `entry 2`, `request 1`. */
  readonly label: string
  readonly request: Request
  /** When it was sent; empty if the file does not say. */
  readonly clocks: readonly Clock[]
  /** Its response, made on demand: most are never read. */
  readonly response?: () => Response
  /** Why its body is not in the file; absent if it is. */
  readonly bodyMissing?: string
  /** A header that the program which wrote the file leaves out, and what to do about it. */
  readonly omitted?: { readonly header: string; readonly why: string }
  /** The text that it was read from, if that has more than one meaning. */
  readonly source?: string
  /** The same request read in other ways: only the right one has the sent signature. */
  readonly alternatives?: readonly Captured[]
  /** What was noticed while it was read. */
  readonly notes: readonly string[]
}

/** A file without a request that can be read, with what to do about it. */
export class CaptureError extends Error {}

/** The time of a `Date` header among these, if there is one. */
export function dateClock(headers: readonly Header[], from: string): Clock[] {
  const text = headerValue(headers, 'Date')
  const milliseconds = text ? Date.parse(text) : Number.NaN
  return Number.isNaN(milliseconds) ? [] : [{ seconds: milliseconds / 1000, from }]
}

// Each takes up to a fifth of a millisecond, so that all take a few seconds.
const MOST_REQUESTS = 10_000

/** @throws {CaptureError} on more requests than can be read at once */
export function checkCount(requests: number): void {
  if (requests <= MOST_REQUESTS) return
  throw new CaptureError(
    `It holds more than ${MOST_REQUESTS.toLocaleString('en')} requests, too many at once. Split it.`,
  )
}

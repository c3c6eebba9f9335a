import type { Header, Request, Response } from '@countersign/core'

/** A time that a capture tells, and where it stands. */
export interface Clock {
  /** Seconds since 1970. */
  readonly seconds: number
  readonly from: string
}

/** A request as it was sent, out of a file. */
export interface Captured {
  /** `entry 2`, `request 1`. */
  readonly label: string
  readonly request: Request
  /** What tells when it was sent; empty where nothing does. */
  readonly clocks: readonly Clock[]
  /** Its answer, made when asked for: most are never read. */
  readonly answer?: () => Response
  /** Why its body is not in the file; absent where it is. */
  readonly bodyMissing?: string
  /** What was noticed while it was read. */
  readonly seen: readonly string[]
}

/** A file that holds no request which could be read, with what to do about it. */
export class CaptureError extends Error {}

/** The time of a `Date` header among these, where there is one. */
export function dateClock(headers: readonly Header[], from: string): Clock[] {
  const [, text] = headers.find(([name]) => name.toLowerCase() === 'date') ?? []
  const milliseconds = text ? Date.parse(text) : Number.NaN
  return Number.isNaN(milliseconds) ? [] : [{ seconds: milliseconds / 1000, from }]
}

const MOST_REQUESTS = 100_000

/** @throws {CaptureError} on more requests than are read at once */
export function checkCount(requests: number): void {
  if (requests <= MOST_REQUESTS) return
  throw new CaptureError(`It holds more than ${MOST_REQUESTS} requests, too many at once. Split it.`)
}

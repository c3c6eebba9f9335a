import type { AnyProvider } from '@countersign/core'
import { type Clock, OF_THE_REQUEST } from './capture/captured.js'
import type { TimeReading } from './reading.js'

/** How far a signed time may be from the clock, by the provider. */
export function windowOf({
  written,
}: Pick<AnyProvider, 'written'>): Pick<TimeReading, 'maxAge' | 'maxAhead'> {
  const maxAge = written?.maxAge ?? Number.POSITIVE_INFINITY
  return { maxAge, maxAhead: written?.maxAhead ?? maxAge }
}

/** What is wrong with a signed time by one of these clocks; undefined if nothing is. */
export function timeProblem(time: TimeReading, clocks: readonly Clock[]): string | undefined {
  for (const clock of clocks) {
    const age = clock.seconds - time.seconds
    if (age > time.maxAge) return `${offBy(age, clock)}; at most ${time.maxAge} s is allowed${hint(age)}`
    if (-age > time.maxAhead) return `${offBy(age, clock)}; at most ${time.maxAhead} s is allowed${hint(age)}`
  }
  return undefined
}

/** What to do about such a time. */
export const timeAdvice = (problem: string): string =>
  /whole hours/.test(problem)
    ? 'Sign seconds since 1970 in UTC, not a local time.'
    : 'Set the clock of the machine that signs (NTP). If you cannot, add to it the difference between its time and the Date of any response.'

const offBy = (age: number, { from }: Clock) =>
  `it is ${Math.abs(Math.round(age))} s (${spanOf(Math.abs(age))}) ${age > 0 ? 'older than' : 'ahead of'} ${from}`

/** A span for people: `11 minutes`. */
export function spanOf(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const
  const [unit, size] = units.find(([, length]) => seconds >= length * 1.5) ?? ['second', 1]
  const count = Math.round(seconds / size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** Off by whole hours: perhaps a local time that was sent as UTC. */
function hint(age: number): string {
  const hours = age / 3600
  const near = Math.abs(hours - Math.round(hours)) * 3600 < 120
  return near && Math.abs(hours) > 0.5 && Math.abs(hours) < 14.5
    ? '; a difference of whole hours may mean that a local time was sent as UTC'
    : ''
}

/** How far the sender's clock was from the server's, if a capture holds both. */
export function clockRemark(clocks: readonly Clock[]): string[] {
  const [own, theirs] = [OF_THE_REQUEST, 'the Date of the response'].map((from) =>
    clocks.find((clock) => clock.from === from),
  )
  if (!own || !theirs) return []
  const behind = theirs.seconds - own.seconds
  if (Math.abs(behind) < 60) return []
  return [
    `the sender's clock is ${spanOf(Math.abs(behind))} ${behind > 0 ? 'behind' : 'ahead of'} the server's`,
  ]
}

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
export function timeAdvice(problem: string): string {
  const clock = problem.includes(' a local time of ') ? LOCAL : NTP
  return problem.includes(' older than now;') ? `${OLD} ${clock}` : clock
}

const OLD =
  'If the request is an old one, give the time when it was sent with --at, in seconds since 1970. If it is new:'

const LOCAL =
  "Sign the time in UTC, not the local time: seconds since 1970 (Date.now() / 1000, time.time()) know no zone. If the machine's own clock is off, correct its time zone and daylight saving time."
const NTP =
  'Set the clock of the machine that signs (NTP). If you cannot, add to it the difference between its time and the Date of any response.'

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

/** Off by as much as a time zone is from UTC: which one that is. */
function hint(age: number): string {
  const minutes = Math.round(Math.abs(age) / 900) * 15
  if (Math.abs(Math.abs(age) - minutes * 60) >= 120 || !isZone(minutes)) return ''
  const zone = `UTC${age > 0 ? '-' : '+'}${Math.floor(minutes / 60)}${minutes % 60 ? `:${minutes % 60}` : ''}`
  const saving = minutes === 60 ? ', or a clock without daylight saving time' : ''
  return `; it looks like a local time of ${zone} sent as UTC${saving}`
}

// Besides whole hours (IANA time zone database): of Iran, Afghanistan, India, Nepal, Myanmar, Australia, Newfoundland and more.
const ODD_ZONES = [150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825]
const isZone = (minutes: number) =>
  (minutes % 60 === 0 && minutes > 0 && minutes <= 840) || ODD_ZONES.includes(minutes)

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

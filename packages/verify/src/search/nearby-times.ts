/** A time near one that was sent, as it is written, and how far it is from that. */
export interface NearbyTime {
  readonly text: string
  /** `3 ms later`. */
  readonly off: string
}

// How far on either side, in the smallest unit that is written and in whole seconds.
const STEPS = 2000
const SECONDS = 60

/** Times near the one in a text, in the form of that text, the nearest first; none if it is not a time. */
export function* nearbyTimes(text: string): Generator<NearbyTime> {
  const form = formOf(text)
  if (!form) return
  const { value, perSecond, write } = form
  const near = perSecond === 1 ? SECONDS : STEPS
  const steps = Array.from({ length: near }, (_, at) => at + 1)
  const seconds = Array.from({ length: SECONDS }, (_, at) => (at + 1) * perSecond)
  const milliseconds = perSecond > 1000 ? steps.map((step) => step * (perSecond / 1000)) : []
  for (const size of new Set([...steps, ...milliseconds, ...seconds]))
    for (const by of [-size, size]) yield { text: write(value + by), off: offBy(by, perSecond) }
}

interface TimeForm {
  readonly value: number
  readonly perSecond: number
  readonly write: (value: number) => string
}

/** By how many digits seconds, milliseconds and microseconds since 1970 have: finer ones are beyond a double. */
const PER_SECOND: Readonly<Record<number, number>> = { 10: 1, 13: 1e3, 16: 1e6 }

function formOf(text: string): TimeForm | undefined {
  const perSecond = /^\d+$/.test(text) ? PER_SECOND[text.length] : undefined
  if (perSecond) return { value: Number(text), perSecond, write: String }
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? undefined : dateForm(text, milliseconds)
}

const DATES: readonly (readonly [perSecond: number, write: (date: Date) => string])[] = [
  [1000, (date) => date.toISOString()],
  [1, (date) => date.toISOString().replace(/\.\d+Z$/, 'Z')],
  [1, (date) => date.toUTCString()],
]

function dateForm(text: string, milliseconds: number): TimeForm | undefined {
  const [perSecond, write] = DATES.find(([, one]) => one(new Date(milliseconds)) === text) ?? []
  if (!perSecond || !write) return undefined
  const unit = 1000 / perSecond
  return { value: milliseconds / unit, perSecond, write: (value) => write(new Date(value * unit)) }
}

function offBy(by: number, perSecond: number): string {
  const size = Math.abs(by)
  const where = by < 0 ? 'earlier' : 'later'
  if (size % perSecond === 0) {
    const seconds = size / perSecond
    return `${seconds === 1 ? 'one second' : `${seconds} seconds`} ${where}`
  }
  return size % (perSecond / 1000) === 0 ? `${(size * 1000) / perSecond} ms ${where}` : `${size} µs ${where}`
}

/** A time as a request writes it, read in one of its possible units. */
export interface ClockReading {
  /** Seconds since 1970. */
  readonly seconds: number
  /** The unit of the text, or `date`. */
  readonly unit: 'seconds' | 'milliseconds' | 'microseconds' | 'nanoseconds' | 'date'
}

const UNITS = [
  ['seconds', 1],
  ['milliseconds', 1e3],
  ['microseconds', 1e6],
  ['nanoseconds', 1e9],
] as const

// From 2001 to 2128: ten digits of seconds, thirteen of milliseconds.
const isPlausible = ({ seconds }: ClockReading) => seconds >= 1e9 && seconds < 5e9

/** What a text may mean as a time, the likeliest first; empty if it is not a time. */
export function clockReadings(text: string): ClockReading[] {
  if (/^\d{1,20}(\.\d{1,9})?$/.test(text)) return numbers(Number(text))
  const milliseconds = Date.parse(extended(text))
  if (Number.isNaN(milliseconds)) return []
  return nearby(milliseconds, 1e3).map((seconds) => ({ seconds, unit: 'date' }))
}

function numbers(value: number): ClockReading[] {
  const all = UNITS.flatMap(([unit, size]) => nearby(value, size).map((seconds) => ({ seconds, unit })))
  return [...all.filter(isPlausible), ...all.filter((one) => !isPlausible(one))]
}

/** A quotient may be a little less than what is written, which rounding down shows: a little more, too. */
const nearby = (value: number, size: number): number[] =>
  size === 1 ? [value] : [value / size, (value + 0.2) / size]

/**
 * The basic format of ISO 8601 as the extended one, even if only the date is basic (`20150830T123600Z`,
 * `20140321T19:34:21+0000`); UTC if it names no zone.
 */
function extended(text: string): string {
  const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d):?(\d\d):?(\d\d(?:\.\d+)?)(?:Z|([+-]\d\d):?(\d\d))?$/.exec(text)
  if (basic) {
    const [hours, minutes] = basic.slice(7)
    const zone = hours === undefined ? 'Z' : `${hours}:${minutes}`
    return `${basic.slice(1, 4).join('-')}T${basic.slice(4, 7).join(':')}${zone}`
  }
  return /^\d{4}-\d\d-\d\d[T ][\d:.]+$/.test(text) ? `${text.replace(' ', 'T')}Z` : text
}

/** The unit in which a text was meant to be, if it reads as a time of today in a unit other than the one it was read in. */
export function otherUnit(text: string, { unit, seconds }: ClockReading): ClockReading['unit'] | undefined {
  if (isPlausible({ unit, seconds })) return undefined
  const other = clockReadings(text).find(isPlausible)
  return other && other.unit !== unit ? other.unit : undefined
}

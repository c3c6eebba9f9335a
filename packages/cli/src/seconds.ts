import { UsageError } from './terminal/io.js'

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/
const EXAMPLE = 'such as 1767225600, or a time with its zone, such as 2026-01-01T00:00:00Z'
// In the year 5138; a clock that counts milliseconds shows more since 1973.
const MOST = 1e11

/** The value of `--at`, in seconds since 1970. @throws {UsageError} on anything else */
export function secondsOf(at: string | undefined): number | undefined {
  if (at === undefined) return undefined
  const text = at.trim()
  const instant = INSTANT.test(text) ? Date.parse(text) / 1000 : Number.NaN
  if (!Number.isNaN(instant)) return instant
  if (!/^\d{1,15}(\.\d{1,15})?$/.test(text))
    throw new UsageError(`--at takes seconds since 1970, ${EXAMPLE}.`)
  const seconds = Number(text)
  if (seconds < MOST) return seconds
  throw new UsageError(
    `--at takes seconds since 1970, and this looks like milliseconds: ${Math.floor(seconds / 1000)} may be meant.`,
  )
}

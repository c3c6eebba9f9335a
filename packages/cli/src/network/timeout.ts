import { UsageError } from '../terminal/io.js'

const MOST = 86_400

/** The value of `--timeout`. @throws {UsageError} on anything but seconds, up to a day */
export function timeoutOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const seconds = Number(text)
  if (/^\d{1,5}(\.\d{1,3})?$/.test(text) && seconds > 0 && seconds <= MOST) return seconds
  throw new UsageError(`--timeout takes seconds, more than 0 and up to ${MOST}, such as 30.`)
}

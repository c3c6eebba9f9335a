import { UsageError } from './terminal/io.js'

/** The value of `--at`, in seconds since 1970. @throws {UsageError} on anything else */
export function secondsOf(at: string | undefined): number | undefined {
  if (at === undefined) return undefined
  if (!/^\d{1,15}(\.\d{1,15})?$/.test(at.trim())) throw new UsageError('--at takes seconds since 1970.')
  return Number(at)
}

// How much of the machine other work takes: figures of a busy machine are worse than those of a quiet one.
import { cpus } from 'node:os'
import { setTimeout } from 'node:timers/promises'

const SECONDS = 1

/** A quiet machine takes a few percent for itself. */
export const QUIET = 0.1

const totals = () =>
  cpus().reduce(
    ({ idle, all }, { times }) => ({
      idle: idle + times.idle,
      all: all + Object.values(times).reduce((sum, one) => sum + one, 0),
    }),
    { idle: 0, all: 0 },
  )

/** @returns the part of all processors that is taken while we do nothing: 0 to 1 */
export async function busyPart() {
  const before = totals()
  await setTimeout(SECONDS * 1000)
  const after = totals()
  return 1 - (after.idle - before.idle) / Math.max(1, after.all - before.all)
}

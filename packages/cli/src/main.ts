import { makeProgram } from './program.js'
import { statusOf } from './terminal/failures.js'
import type { Io } from './terminal/io.js'

export type { Io } from './terminal/io.js'

/**
 * The command line, as a function.
 * @returns the exit status: 0 done, 1 refused or failed, 2 wrong usage
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const outcome = { status: 0 }
  try {
    await makeProgram(io, outcome).parseAsync(args, { from: 'user' })
    return outcome.status
  } catch (thrown) {
    return statusOf(thrown, io)
  }
}

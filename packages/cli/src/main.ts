import { CommanderError } from 'commander'
import { Failed, type Io, say, UsageError } from './io.js'
import { makeProgram } from './program.js'

export type { Io } from './io.js'

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

function statusOf(thrown: unknown, io: Io): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2
  if (thrown instanceof UsageError) {
    say(io, `${thrown.message} See --help.`)
    return 2
  }
  if (thrown instanceof Failed) {
    if (thrown.message) say(io, thrown.message)
    return 1
  }
  // No stack for what a person can mend; a CountersignError says all there is to say.
  say(io, thrown instanceof Error ? thrown.message : String(thrown))
  return 1
}

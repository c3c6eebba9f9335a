/// <reference types="node" preserve="true" />

import { makeProgram } from './program.js'
import { hideSecretsAtHand } from './settings.js'
import { statusOf } from './terminal/failures.js'
import { type Io, withSecrets } from './terminal/io.js'

export type { Io } from './terminal/io.js'

/**
 * The command line, as a function.
 * @returns the exit status: 0 done, 1 refused or failed, 2 wrong usage
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const guarded = { ...withSecrets(io), args }
  guarded.secrets.later(() => hideSecretsAtHand(guarded))
  const outcome = { status: 0 }
  try {
    await makeProgram(guarded, outcome).parseAsync(args, { from: 'user' })
    return outcome.status
  } catch (thrown) {
    return statusOf(thrown, guarded)
  }
}

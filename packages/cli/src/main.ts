import { existsSync } from 'node:fs'
import { makeProgram } from './program.js'
import { hideSecretsAtHand } from './settings.js'
import { statusOf } from './terminal/failures.js'
import { type Io, withSecrets } from './terminal/io.js'
import { secretNames } from './terminal/secrets.js'

export type { Io } from './terminal/io.js'

/** Secrets among the arguments: an error about them is written before they are read as settings. */
function secretsOf(args: readonly string[]): string[] {
  const names = secretNames()
  return args.flatMap((arg) => {
    const [, name = '', value = ''] = /^(?:--?[a-z-]+=)?([A-Z0-9_]+?)(?:_FILE)?=(.+)$/s.exec(arg) ?? []
    return names.has(name) && !existsSync(value) ? [value] : []
  })
}

/**
 * The command line, as a function.
 * @returns the exit status: 0 done, 1 refused or failed, 2 wrong usage
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const guarded = withSecrets(io)
  guarded.secrets.add(secretsOf(args))
  guarded.secrets.later(() => hideSecretsAtHand(guarded))
  const outcome = { status: 0 }
  try {
    await makeProgram(guarded, outcome).parseAsync(args, { from: 'user' })
    return outcome.status
  } catch (thrown) {
    return statusOf(thrown, guarded)
  }
}

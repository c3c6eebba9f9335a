/// <reference types="node" preserve="true" />

import type { Command } from 'commander'
import type { CommandSpec } from './command.js'
import { asksForHelp, mayHelp } from './help/asked.js'
import { type Outcome, programWith } from './program-with.js'
import { statusOf } from './terminal/failures.js'
import type { Io } from './terminal/io.js'
import { columnsOf, loadWrap } from './terminal/wrap.js'
import { withUse } from './use/option.js'

export type { Io } from './terminal/io.js'

/** What scripts call again and again is loaded without the other commands. */
const FREQUENT: Readonly<Record<string, () => Promise<CommandSpec>>> = {
  send: async () => (await import('./commands/send/command.js')).send,
  sign: async () => (await import('./commands/sign/command.js')).sign,
}

async function programFor(args: readonly string[], io: Io, outcome: Outcome): Promise<Command> {
  const [name = ''] = args
  const load = Object.hasOwn(FREQUENT, name) ? FREQUENT[name] : undefined
  if (load) return programWith([withUse(await load())], io, outcome)
  return (await import('./program.js')).makeProgram(io, outcome)
}

/** With what looks for secrets, of which help says none: it is half of what the program loads. */
async function guarded(io: Io): Promise<Io> {
  return (await import('./terminal/with-secrets.js')).guarded(io)
}

/**
 * The command line, as a function.
 * @returns the exit status: 0 done, 1 refused or failed, 2 wrong usage
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const safe = asksForHelp(args) ? io : await guarded({ ...io, args })
  if (columnsOf(io.stdout) || columnsOf(io.stderr) || mayHelp(args)) await loadWrap()
  const outcome = { status: 0 }
  try {
    const program = await programFor(args, safe, outcome)
    await program.parseAsync(args, { from: 'user' })
    return outcome.status
  } catch (thrown) {
    return statusOf(thrown, safe)
  }
}

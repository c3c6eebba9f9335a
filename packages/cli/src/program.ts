import type { Command } from 'commander'
import type { CommandSpec } from './command.js'
import { build } from './commands/build/command.js'
import { completion } from './commands/completion/command.js'
import { doctor } from './commands/doctor/command.js'
import { explain } from './commands/explain/command.js'
import { gateway } from './commands/gateway/command.js'
import { generate } from './commands/generate/command.js'
import { init } from './commands/init/command.js'
import { newProvider } from './commands/new/command.js'
import { open } from './commands/open/command.js'
import { sandbox } from './commands/sandbox/command.js'
import { send } from './commands/send/command.js'
import { sign } from './commands/sign/command.js'
import { test } from './commands/test/command.js'
import { tokens } from './commands/tokens/command.js'
import { verify } from './commands/verify/command.js'
import { type Outcome, programWith } from './program-with.js'
import type { Io } from './terminal/io.js'
import { withUse } from './use/option.js'

/** All commands, as `--help` lists them. */
export const COMMANDS: readonly CommandSpec[] = [
  withUse(send),
  withUse(sign),
  withUse(explain),
  withUse(verify),
  withUse(open),
  withUse(sandbox),
  withUse(tokens),
  withUse(gateway),
  withUse(init),
  withUse(doctor),
  withUse(generate),
  build,
  test,
  newProvider,
  completion,
]

/** The program with all commands. */
export const makeProgram = (io: Io, outcome: Outcome): Command => programWith(COMMANDS, io, outcome)

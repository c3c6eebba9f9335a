import { Command } from 'commander'
import { addCommand, type CommandSpec } from './command.js'
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
import { withHint } from './did-you-mean.js'
import { addFacts } from './help/text.js'
import type { Io } from './terminal/io.js'
import { painter } from './terminal/paint.js'
import { columnsOf, wrappedFor } from './terminal/wrap.js'
import { withUse } from './use/option.js'
import { version } from './version.js'

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

export interface Outcome {
  status: number
}

/** The program with its commands. What a command does is loaded when it is called. */
export function makeProgram(io: Io, outcome: Outcome): Command {
  const program = new Command('countersign')
    .description('Signs, encrypts and sends API requests: one core for every tool.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(wrappedFor(io.stderr, text)),
      getOutHelpWidth: () => columnsOf(io.stdout) ?? 80,
      getErrHelpWidth: () => columnsOf(io.stderr) ?? 80,
      outputError: (text, write) => write(withHint(text, io.args)),
    })
    .configureHelp({
      styleTitle: (title) => painter(io.stdout)('bold', title),
      // The arguments of a command are in its own help; here they would leave no room for what it does.
      subcommandTerm: (command) => command.name(),
      minWidthToWrap: 20,
    })
    .showHelpAfterError('(see --help)')
  for (const spec of COMMANDS)
    addCommand(program, spec, io, (status) => {
      outcome.status = status
    })
  addFacts(program, COMMANDS, columnsOf(io.stdout) ?? 80)
  return program
}

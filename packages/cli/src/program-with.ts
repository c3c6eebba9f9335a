import { Command } from 'commander'
import { addCommand, type CommandSpec } from './command.js'
import { withHint } from './did-you-mean.js'
import { addFacts } from './help/text.js'
import type { Io } from './terminal/io.js'
import { painter } from './terminal/paint.js'
import { columnsOf, wrappedFor } from './terminal/wrap.js'
import { version } from './version.js'

export interface Outcome {
  status: number
}

/** The program with some commands. What a command does is loaded when it is called. */
export function programWith(commands: readonly CommandSpec[], io: Io, outcome: Outcome): Command {
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
  for (const spec of commands)
    addCommand(program, spec, io, (status) => {
      outcome.status = status
    })
  addFacts(program, commands, columnsOf(io.stdout) ?? 80)
  return program
}

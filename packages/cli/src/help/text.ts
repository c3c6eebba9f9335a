import type { Command } from 'commander'
import type { CommandSpec } from '../command.js'
import { EXIT_STATUSES, SETTINGS } from './facts.js'

/** Adds to `--help` what the man page says too. */
export function addFacts(program: Command, commands: readonly CommandSpec[]): void {
  const statuses = EXIT_STATUSES.map(([status, meaning]) => `  ${status}  ${meaning}`)
  program.addHelpText(
    'after',
    `\nSettings:\n${SETTINGS.map((text) => wrapped(text)).join('\n')}\n\nExit status:\n${statuses.join('\n')}`,
  )
  for (const { name, note, examples } of commands) {
    const command = program.commands.find((each) => each.name() === name)
    if (note) command?.addHelpText('after', `\n${note}`)
    const lines = examples.map(([what, line]) => `  # ${what}\n  ${line}`)
    command?.addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
  }
}

const wrapped = (text: string, width = 76) =>
  text.replace(new RegExp(`(.{1,${width}})(?: |$)`, 'g'), '  $1\n').trimEnd()

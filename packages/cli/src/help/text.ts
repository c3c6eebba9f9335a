import { release } from '@countersign/bundle/release'
import type { Command } from 'commander'
import type { CommandSpec } from '../command.js'
import { wrapped } from '../terminal/wrap.js'
import { EXIT_STATUSES, SETTINGS } from './facts.js'

/** Adds to `--help` what the man page says too. It is wrapped when it is shown: that takes as long as a small command. */
export function addFacts(program: Command, commands: readonly CommandSpec[], columns: number): void {
  program.addHelpText('after', () => wrapped(facts(), columns))
  const docs = release.site || release.repository
  if (docs) program.addHelpText('after', `\nDocumentation: ${docs}`)
  for (const { name, note, examples } of commands) {
    const command = program.commands.find((each) => each.name() === name)
    if (note) command?.addHelpText('after', () => wrapped(`\n${note}`, columns))
    const lines = examples.map(([what, line]) => `  # ${what}\n  ${line}`)
    command?.addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
  }
}

function facts(): string {
  const statuses = EXIT_STATUSES.map(([status, meaning]) => `  ${status}  ${meaning}`)
  return `\nSettings:\n${SETTINGS.map((text) => `  ${text}`).join('\n')}\n\nExit status:\n${statuses.join('\n')}`
}

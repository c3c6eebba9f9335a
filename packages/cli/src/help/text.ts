import type { Command } from 'commander'
import { EXAMPLES, EXIT_STATUSES, NOTES, SETTINGS } from './facts.js'

/** Adds to `--help` what the man page says too. */
export function addFacts(program: Command): void {
  const statuses = EXIT_STATUSES.map(([status, meaning]) => `  ${status}  ${meaning}`)
  program.addHelpText(
    'after',
    `\nSettings:\n${SETTINGS.map((text) => wrapped(text)).join('\n')}\n\nExit status:\n${statuses.join('\n')}`,
  )
  for (const command of program.commands) {
    const note = NOTES[command.name()]
    const examples = (EXAMPLES[command.name()] ?? []).map(([what, line]) => `  # ${what}\n  ${line}`)
    if (note) command.addHelpText('after', `\n${note}`)
    if (examples.length > 0) command.addHelpText('after', `\nExamples:\n${examples.join('\n')}`)
  }
}

const wrapped = (text: string, width = 76) =>
  text.replace(new RegExp(`(.{1,${width}})(?: |$)`, 'g'), '  $1\n').trimEnd()

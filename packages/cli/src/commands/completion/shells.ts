import type { Command } from 'commander'
import type { Named } from '../../use/named.js'
import { bashCompletion } from './bash.js'
import { fishCompletion } from './fish.js'
import { ownOptions, treeOf } from './tree.js'
import { valuesOf } from './values.js'
import { zshCompletion } from './zsh.js'

const WRITERS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const

export type Shell = keyof typeof WRITERS

/** The completion of a program for a shell, from the program's own commands. */
export function completionFor(shell: Shell, program: Command, providers: readonly Named[]): string {
  const values = valuesOf(program, providers)
  return WRITERS[shell](program.name(), ownOptions(program, values), treeOf(program, values))
}

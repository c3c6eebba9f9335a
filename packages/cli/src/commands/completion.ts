import type { Command } from 'commander'
import { completionFor, type Shell } from '../completion/shells.js'
import type { Io } from '../io.js'

/** `countersign completion`: prints the script that a shell reads. */
export function completion(shell: Shell, program: Command, io: Io): void {
  io.stdout.write(completionFor(shell, program))
}

import type { Command } from 'commander'
import type { Io } from '../../terminal/io.js'
import { completionFor, type Shell } from './shells.js'

/** `countersign completion`: prints the script that a shell reads. */
export function completion(shell: Shell, program: Command, io: Io): void {
  io.stdout.write(completionFor(shell, program))
}

import type { Command } from 'commander'
import { ownProviders } from '../../providers.js'
import { type Io, say } from '../../terminal/io.js'
import { filesOf } from '../../use/files.js'
import { type Named, namedIn, ofProvider } from '../../use/named.js'
import { completionFor, type Shell } from './shells.js'

/** `countersign completion`: prints a script. It may be asked for in any folder, so no provider's code runs. */
export async function completion(
  shell: Shell,
  use: readonly string[] | undefined,
  program: Command,
  io: Io,
): Promise<void> {
  const own = ownProviders.map(ofProvider)
  const { files, namedBy } = filesOf(use, io)
  const used = await Promise.all(files.map((file) => namedOrNot(file, namedBy, io)))
  io.stdout.write(completionFor(shell, program, [...own, ...used.flat()]))
}

/** A file that nobody named in this command takes no completion away if it cannot be read. */
async function namedOrNot(file: string, namedBy: string, io: Io): Promise<readonly Named[]> {
  try {
    const named = await namedIn(file, namedBy)
    if (named.length === 0)
      say(io, `${file} is not completed: the id of its provider cannot be read without running it.`)
    return named
  } catch (thrown) {
    if (namedBy === '--use') throw thrown
    say(io, `It is not completed: ${(thrown as Error).message}`)
    return []
  }
}

import { statSync } from 'node:fs'
import { shellWord } from '../terminal/word.js'

/**
 * A warning about a file of secrets that every user of this machine can read; undefined if only its owner and group can.
 * Windows has no such modes, and a file that may be executed is on a file system without them.
 */
export function openToAll(file: string, platform = process.platform): string | undefined {
  const { mode } = statSync(file)
  if (platform === 'win32' || (mode & 0o111) !== 0 || (mode & 0o004) === 0) return undefined
  const shown = (mode & 0o777).toString(8)
  return `${file} holds secrets, and every user of this machine can read it (mode ${shown}): chmod 600 ${shellWord(file)}`
}

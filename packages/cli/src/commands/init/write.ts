import { existsSync, statSync } from 'node:fs'
import { parseDotenv } from '../../dotenv/parse.js'
import { ignore, Unwritable, writeDotenv } from '../../dotenv/write.js'
import { providersOf } from '../../providers.js'
import { readNamed } from '../../settings.js'
import { Failed, type Io, say } from '../../terminal/io.js'
import { withoutInvisible } from '../../text-file.js'
import type { Answers } from './check.js'
import { own } from './own.js'

/** Writes settings into a .env, and says what it holds then. @throws {Failed} if one has no line */
export function write(out: string, values: Answers, io: Io): void {
  const replaced = replacedIn(out, values)
  try {
    writeDotenv(out, values)
  } catch (thrown) {
    if (thrown instanceof Unwritable) throw new Failed(`Nothing is written: ${thrown.message}`)
    throw thrown
  }
  // Not /dev/stdout and the like.
  if (!statSync(out).isFile()) return
  const count = Object.keys(own(providersOf(io), settingsIn(out))).length
  const readers =
    process.platform === 'win32'
      ? 'is readable by whoever can read its folder'
      : 'is readable by its owner only'
  say(io, `${out} holds ${count} setting${count === 1 ? '' : 's'} and ${readers}${ignored(out)}.`)
  if (replaced.length > 0) say(io, `Replaced, since ${out} had other values: ${replaced.join(', ')}.`)
}

/** Has git ignore the file. @returns what to say of it */
function ignored(out: string): string {
  try {
    return ignore(out) ? '; git ignores it' : ''
  } catch (thrown) {
    return `; add it to .gitignore, which cannot be written (${(thrown as NodeJS.ErrnoException).code})`
  }
}

function replacedIn(file: string, values: Answers): string[] {
  const before = settingsIn(file)
  return Object.keys(values).filter((name) => before[name] && before[name] !== values[name])
}

/** What a file holds already: it is kept. */
export const settingsIn = (file: string): Answers =>
  existsSync(file) ? parseDotenv(withoutInvisible(readNamed(file, '--out'))) : {}

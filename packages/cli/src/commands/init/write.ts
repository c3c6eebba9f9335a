import { existsSync, statSync } from 'node:fs'
import { parseDotenv } from '../../dotenv/parse.js'
import { ignore, Unwritable, writeDotenv } from '../../dotenv/write.js'
import { providersOf } from '../../providers.js'
import { notesOn } from '../../setting-names.js'
import { fileLevel, readNamed, sayNotes } from '../../settings.js'
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

/**
 * Nobody knows where a value ends whose quotation mark is not closed, so that its line cannot be replaced, or kept.
 * @throws {Failed} if a file that is there has one
 */
export function checkExisting(file: string, io: Io): void {
  const notes = notesOn(fileLevel(file, textIn(file)), providersOf(io))
  sayNotes(
    notes.filter(({ isRefused }) => isRefused),
    io,
  )
}

/** What a file holds already: it is kept. */
export const settingsIn = (file: string): Answers => parseDotenv(textIn(file))

const textIn = (file: string) => (existsSync(file) ? withoutInvisible(readNamed(file, '--out')) : '')

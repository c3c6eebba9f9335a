import {
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { stage } from '../staged.js'
import { decodedText, smallFile, whyUnreadable } from '../text-file.js'
import { entriesOf, parseDotenv } from './parse.js'

/** What a value that no .env file can hold is refused with. */
export class Unwritable extends Error {}

/**
 * A line of a .env file that reads back as the same value, here and in a shell that sources it. The line ends of a PEM
 * become `\n` as two characters, which every reader of a PEM undoes.
 * @throws {Unwritable} if there is no such line
 */
export function dotenvLine(name: string, value: string): string {
  const text = onOneLine(value)
  const line = `${name}=${written(text)}`
  if (written(text) === undefined || parseDotenv(line)[name] !== text)
    throw new Unwritable(
      `${name} cannot be written to a .env file: programs would read it back differently. Save it in a separate file, and set ${name}_FILE to its path.`,
    )
  return line
}

/** A PEM with `\n` as two characters for its line ends; any other value as it is. */
export const onOneLine = (value: string): string =>
  value.includes('-----BEGIN ') ? value.replace(/\r?\n/g, '\\n') : value

/** In single quotes nothing has a meaning; in double quotes only these letters have. */
function written(text: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line of a file cannot hold them
  if (/[\u0000-\u0008\u000a-\u001f]/.test(text)) return undefined
  if (/^[\w./:+=@,-]*$/.test(text)) return text
  if (!text.includes("'")) return `'${text}'`
  return /["$`\\!]/.test(text) ? undefined : `"${text}"`
}

/** Settings as a .env file. @throws {Unwritable} if one has no such line */
export const dotenvText = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${dotenvLine(name, value)}\n`)
    .join('')

/** Writes settings into a .env that only its owner can read: existing names are replaced, the rest is kept. */
export function writeDotenv(file: string, values: Readonly<Record<string, string>>): void {
  const lines = dotenvText(values)
  const before = existsSync(file) ? textOf(file) : ''
  writePrivate(file, `${withoutNames(before, new Set(Object.keys(values)))}${lines}`)
}

function textOf(file: string): string {
  try {
    return decodedText(smallFile(file)).replace(/\r\n?/g, '\n')
  } catch (thrown) {
    throw new Error(`${file}: ${whyUnreadable(thrown)}.`)
  }
}

/** Writes a file that only its owner can read, whatever its mode was before: all of it, or nothing. */
export function writePrivate(file: string, content: string): void {
  const found = statSync(file, { throwIfNoEntry: false })
  const target = found && lstatSync(file).isSymbolicLink() ? realpathSync(file) : file
  try {
    if (found && !found.isFile()) writeFileSync(file, content)
    else renameSync(stage(target, content, 0o600), target)
  } catch (thrown) {
    // A folder that takes no new file, but the file is ours.
    if (!found?.isFile() || !/^(EACCES|EPERM)$/.test((thrown as NodeJS.ErrnoException).code ?? ''))
      throw thrown
    // Before anything secret is in it: writing does not change the mode of an existing file.
    chmodSync(target, 0o600)
    writeFileSync(target, content)
  }
}

function withoutNames(text: string, names: ReadonlySet<string>): string {
  let kept = ''
  let at = 0
  for (const { name, start, end } of entriesOf(text)) {
    if (!names.has(name)) continue
    kept += text.slice(at, start)
    at = end
  }
  kept += text.slice(at)
  return kept === '' || kept.endsWith('\n') ? kept : `${kept}\n`
}

/** Adds a file to the .gitignore beside it, unless it is listed already. @returns whether it was added */
export function ignore(file: string): boolean {
  const path = join(dirname(file), '.gitignore')
  const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const name = basename(file)
  if (before.split(/\r?\n/).some((line) => [name, `/${name}`, `**/${name}`].includes(line.trim())))
    return false
  writeFileSync(path, `${before === '' || before.endsWith('\n') ? before : `${before}\n`}${name}\n`)
  return true
}

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readNamed } from './settings.js'

/** A line of a .env file. A value on one line: line ends become `\n` as two characters. */
export function dotenvLine(name: string, value: string): string {
  const text = value.replace(/\r?\n/g, '\\n')
  return /^[\w./:+=@,-]*$/.test(text) ? `${name}=${text}` : `${name}=${quoted(text)}`
}

function quoted(text: string): string {
  if (!text.includes('"')) return `"${text}"`
  if (!text.includes("'") && !text.includes('\\n')) return `'${text}'`
  return `\`${text}\``
}

/** Writes settings into a .env that only its owner can read: names that are there are replaced, the rest is kept. */
export function writeDotenv(file: string, values: Readonly<Record<string, string>>): void {
  const before = existsSync(file) ? readNamed(file, 'The command') : ''
  const kept = withoutNames(before, new Set(Object.keys(values)))
  const lines = Object.entries(values).map(([name, value]) => dotenvLine(name, value))
  // Before anything secret is in it: the mode of a file that is there is not changed by writing.
  if (existsSync(file)) chmodSync(file, 0o600)
  writeFileSync(file, `${kept}${lines.join('\n')}\n`, { mode: 0o600 })
}

// A value in quotes may go over several lines.
const ENTRY =
  /^[^\S\n]*(?:export\s+)?([\w.-]+)\s*=[^\S\n]*(?:"(?:\\.|[^"\\])*"|'[^']*'|`[^`]*`|[^\n]*)[^\n]*(?:\n|$)/gm

function withoutNames(text: string, names: ReadonlySet<string>): string {
  const kept = text.replace(ENTRY, (entry, name: string) => (names.has(name) ? '' : entry))
  return kept === '' || kept.endsWith('\n') ? kept : `${kept}\n`
}

/** Adds a file to the .gitignore beside it, where it is not there yet. @returns whether it was added */
export function ignore(file: string): boolean {
  const path = join(dirname(file), '.gitignore')
  const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const name = basename(file)
  if (before.split(/\r?\n/).some((line) => [name, `/${name}`, `**/${name}`].includes(line.trim())))
    return false
  writeFileSync(path, `${before === '' || before.endsWith('\n') ? before : `${before}\n`}${name}\n`)
  return true
}

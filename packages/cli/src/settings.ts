import { existsSync, readFileSync } from 'node:fs'
import { type AnyProvider, type Resolver, settingsOf } from '@countersign/core'
import { parse } from 'dotenv'
import { type Io, say, UsageError } from './terminal/io.js'

type Level = Readonly<Record<string, string | undefined>>

export interface SettingsOptions {
  readonly set?: readonly string[]
  readonly dotenv?: string
}

/**
 * Settings by their one name: from `--set`, then the environment, then the .env file. On each level `NAME_FILE`
 * names a file that holds the value; an empty value is a missing one.
 * @throws {UsageError} on a `--set` without `=`; {Error} on a file that is named and missing
 */
export function settingsFrom({ set = [], dotenv }: SettingsOptions, { env }: Pick<Io, 'env'>): Resolver {
  const levels: Level[] = [Object.fromEntries(set.map(pairOf)), env, dotenvLevel(dotenv)]
  const known = new Map<string, string | undefined>()
  return (name) => {
    if (!known.has(name)) known.set(name, valueIn(levels, name))
    return known.get(name)
  }
}

/** A value that a setting has in a source that does not count, since an earlier one has another. */
export interface Shadowed {
  readonly value: string
  readonly from: string
}

/** The values that do not count, by a setting's name. */
export function shadowedBy({ set = [], dotenv }: SettingsOptions, { env }: Pick<Io, 'env'>) {
  const levels: [string, Level][] = [
    ['--set', Object.fromEntries(set.map(pairOf))],
    ['the environment', env],
    [dotenv ?? '.env', dotenvLevel(dotenv)],
  ]
  return (name: string): Shadowed[] => {
    const all = levels.flatMap(([from, level]) => {
      const value = valueIn([level], name)?.trim()
      return value === undefined ? [] : [{ value, from }]
    })
    return all.slice(1).filter(({ value }) => value !== all[0]?.value)
  }
}

function valueIn(levels: readonly Level[], name: string): string | undefined {
  for (const level of levels) {
    const value = level[name]
    if (value?.trim()) return value
    const file = level[`${name}_FILE`]
    if (file?.trim()) return readNamed(file, `${name}_FILE`)
  }
  return undefined
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError('--set takes NAME=VALUE.')
  return [text.slice(0, at).trim(), text.slice(at + 1)]
}

function dotenvLevel(file: string | undefined): Level {
  if (file !== undefined) return parse(readNamed(file, '--dotenv'))
  return existsSync('.env') ? parse(readNamed('.env', '.env')) : {}
}

/** A file that somebody named. @throws {Error} that says who named it */
export function readNamed(file: string, namedBy: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    const why =
      { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[code ?? ''] ??
      `it cannot be read (${code})`
    throw new Error(`${namedBy} names ${file}, and ${why}.`)
  }
}

/** Warns of secrets that were given as words of the command, where others on the machine can see them. */
export function warnOfSecrets(set: readonly string[] = [], providers: readonly AnyProvider[], io: Io): void {
  const secrets = new Set(
    providers.flatMap((provider) =>
      settingsOf(provider)
        .filter(({ secret }) => secret)
        .map(({ variable }) => variable),
    ),
  )
  for (const [name] of set.map(pairOf)) {
    if (!secrets.has(name)) continue
    say(
      io,
      `${name} stands on the command line, where other users and the shell's history can see it. Use a .env file or ${name}_FILE.`,
    )
  }
}

/** A PEM as settings hold it, whose line ends may be `\n` as two characters. */
export const pemOf = (text: string | undefined) => (text?.trim() ? text.replace(/\\n/g, '\n') : undefined)

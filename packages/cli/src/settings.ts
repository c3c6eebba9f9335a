import { existsSync, statSync } from 'node:fs'
import { type AnyProvider, isPem, type Resolver, type Setting, settingsOf } from '@countersign/core'
import { checkIsDotenv } from './dotenv/check.js'
import { openToAll } from './dotenv/mode.js'
import { openQuotesIn, parseDotenv, strayLinesOf } from './dotenv/parse.js'
import { withFiles } from './json-files.js'
import { providersOf } from './providers.js'
import { isFile, type Level, misspeltIn, type Note, notesOn } from './setting-names.js'
import { Failed, type Io, say, UsageError } from './terminal/io.js'
import { secretNames } from './terminal/secrets.js'
import { decodedText, expanded, isText, smallFile, whyUnreadable, withoutInvisible } from './text-file.js'

export type { Level } from './setting-names.js'

export interface SettingsOptions {
  readonly set?: readonly string[]
  readonly dotenv?: string
  /** Errors go to callers who do not see the notes at the start, so they name misspelt settings of the file too. */
  readonly repeatsNotes?: boolean
}

export interface Settings {
  readonly resolve: Resolver
  /** What looks like a mistake, in sentences: a misspelt name, a secret that others can see. */
  readonly notes: readonly Note[]
}

/**
 * Settings by their one name: from `--set`, then the environment, then the .env file. On each level `NAME_FILE`
 * names a file that holds the value; an empty value is a missing one. Says what looks like a mistake.
 * @throws {UsageError} on a `--set` without `=`, or of a name that is no setting; {Error} on a named file that is missing
 */
export function settingsFrom(options: SettingsOptions, io: Io): Resolver {
  const { resolve, notes } = readSettings(options, io)
  sayNotes(notes, io)
  return resolve
}

/** Says them. @throws {Failed} if one is of a value that is not what was meant */
export function sayNotes(notes: readonly Note[], io: Io): void {
  const refused = notes.find(({ isRefused }) => isRefused)
  for (const note of notes) if (note !== refused) say(io, note.text)
  if (refused) throw new Failed(`${refused.text} Close it, or put the whole value in quotes of another kind.`)
}

/** The same, with the notes for the caller to show. */
export function readSettings({ set, dotenv, repeatsNotes }: SettingsOptions, io: Io): Settings {
  const given = setLevel(set)
  const file = dotenvLevel(dotenv)
  const environment = { from: 'the environment', values: io.env }
  const levels = [given, environment, file]
  hideSecrets(levels, io)
  const providers = providersOf(io)
  const onGiven = notesOn(given, providers)
  const unknown = onGiven.find((note) => note.unknown !== undefined)
  if (unknown) throw new UsageError(unknown.text)
  const resolve = resolverOf(levels, providers)
  const onEnvironment = misspeltIn(environment, providers, resolve)
  const notes = [
    ...warnings(given, providers),
    ...onGiven,
    ...onEnvironment,
    ...notesOn(file, providers),
    ...openFile(file, providers),
    ...(dotenv === undefined ? [] : shadowedNames(environment, file, providers)),
  ]
  const said = new Set(repeatsNotes ? [] : notes.map(({ unknown }) => unknown))
  const names = () =>
    levels
      .flatMap(({ values }) => Object.keys(values))
      .filter((name) => !said.has(name) && !isFile(name, providers))
  return { resolve: Object.assign(resolve, { names }), notes }
}

/** Secrets in a file that everybody can read. */
function openFile({ from, values }: Level, providers: readonly AnyProvider[]): Note[] {
  const holds = [...secretNames(providers)].some((name) => values[name]?.trim())
  const text = holds ? openToAll(from) : undefined
  return text === undefined ? [] : [{ text, isMistake: false }]
}

/** Settings of a named file that do not count, since the environment has others: those of an earlier sandbox, as often as not. */
function shadowedNames(environment: Level, file: Level, providers: readonly AnyProvider[]): Note[] {
  const written = ({ values }: Level, name: string) => withoutInvisible(values[name] ?? '').trim()
  const differing = providers
    .flatMap(settingsOf)
    .map(({ variable }) => variable)
    .filter((name) => {
      const [first, second] = [written(environment, name), written(file, name)]
      return first !== '' && second !== '' && first !== second
    })
  if (differing.length === 0) return []
  const text = `the environment goes before ${file.from}, and has another ${differing.join(', ')}. To use the file's: unset ${differing.join(' ')}`
  return [{ text, isMistake: false }]
}

/** The first level that has a name counts. */
export function resolverOf(levels: readonly Level[], providers: readonly AnyProvider[]): Resolver {
  const kinds = kindsOf(providers)
  const known = new Map<string, string | undefined>()
  return (name) => {
    if (!known.has(name)) known.set(name, valueIn(levels, name, kinds))
    return known.get(name)
  }
}

/** Every secret of every level, the ones that do not count too: no message may hold one. */
export function hideSecrets(levels: readonly Level[], io: Io): void {
  const { secrets } = io
  const providers = providersOf(io)
  for (const level of levels) {
    secrets?.addSettings(providers, resolverOf([level], providers))
    // Who takes NAME_FILE for NAME writes the secret itself there.
    const files = [...secretNames(providers)].flatMap((name) => level.values[`${name}_FILE`] ?? [])
    secrets?.add(files.filter((file) => file.trim() !== '' && !existsSync(expanded(file.trim()))))
  }
}

/** The secrets among what was typed, of the environment and of the folder's .env, for a message before a command has read its settings. */
export function hideSecretsAtHand(io: Io): void {
  io.secrets?.add(secretsTyped(io))
  hideSecrets([{ from: 'the environment', values: io.env }], io)
  try {
    hideSecrets([dotenvLevel(undefined)], io)
  } catch {
    // The command that reads it says so.
  }
}

/**
 * For a message about a provider that could not be loaded, whose settings nobody knows: what a name calls a secret, of
 * whatever is at hand.
 */
export function hideLikelySecrets(io: Io): void {
  const isLikely = (name: string) => /KEY|SECRET|TOKEN|PASS|CREDENTIAL/i.test(name)
  const named = [io.env, dotenvAtHand()].flatMap((values) => Object.entries(values))
  const values = named.flatMap(([name, value]) => (value && isLikely(name) ? [value] : []))
  io.secrets?.add([...values, ...typed(io, isLikely)])
}

function dotenvAtHand(): Level['values'] {
  try {
    return dotenvLevel(undefined).values
  } catch {
    return {}
  }
}

function secretsTyped(io: Io): string[] {
  const names = secretNames(providersOf(io))
  return typed(io, (name) => names.has(name))
}

/** The values among what was typed whose names are secret. */
const typed = ({ args = [] }: Io, isSecret: (name: string) => boolean): string[] =>
  args.flatMap((arg) => {
    const [, name = '', value = ''] = /^(?:--?[a-z-]+=)?([A-Z0-9_]+?)(?:_FILE)?=(.+)$/s.exec(arg) ?? []
    return isSecret(name) && !existsSync(value) ? [value] : []
  })

/** A value that a setting has in a place that does not count, since an earlier one has another. */
export interface Shadowed {
  readonly value: string
  readonly from: string
}

/** The values that do not count, by a setting's name. */
export function shadowedBy({ set, dotenv }: SettingsOptions, io: Pick<Io, 'env' | 'used'>) {
  const levels = [setLevel(set), { from: 'the environment', values: io.env }, dotenvLevel(dotenv)]
  const kinds = kindsOf(providersOf(io))
  return (name: string): Shadowed[] => {
    const all = levels.flatMap((level) => {
      const value = valueIn([level], name, kinds)?.trim()
      return value === undefined ? [] : [{ value, from: level.from }]
    })
    return all.slice(1).filter(({ value }) => value !== all[0]?.value)
  }
}

/** The settings of `--set`. @throws {UsageError} on one without `=` */
export function setLevel(set: readonly string[] = []): Level {
  return { from: '--set', values: Object.fromEntries(set.map(pairOf)) }
}

/** What the settings are that a file may hold in another form than text, by their name. */
type Kinds = ReadonlyMap<string, Pick<Setting, 'kind' | 'files'>>

function valueIn(levels: readonly Level[], name: string, kinds: Kinds): string | undefined {
  const { files } = kinds.get(name) ?? {}
  const whole = (text: string, file?: string) => (files ? withFiles(text, files, file) : text)
  for (const { values } of levels) {
    const value = values[name]
    if (value !== undefined && withoutInvisible(value).trim() !== '') return whole(withoutInvisible(value))
    const file = values[`${name}_FILE`]
    if (file?.trim()) return whole(valueOfFile(file, name, kinds), file.trim())
  }
  return undefined
}

const kindsOf = (providers: readonly AnyProvider[]): Kinds =>
  new Map(providers.flatMap(settingsOf).map((setting) => [setting.variable, setting]))

/** What the file of `NAME_FILE` holds: a text, or a key in DER or PKCS#12 as base64. */
function valueOfFile(text: string, name: string, kinds: Kinds): string {
  // A Windows path in double quotes: the reader of the .env took \n and \r in it for line ends.
  const path = expanded(withoutInvisible(text).trim().replace(/\n/g, '\\n').replace(/\r/g, '\\r'))
  try {
    const bytes = smallFile(path)
    const setting = kinds.get(name)
    if (isText(bytes) || !(setting && isPem(setting))) return withoutInvisible(decodedText(bytes))
    return bytes.toString('base64')
  } catch (thrown) {
    // The path may be the secret itself.
    throw new Error(
      `${name}_FILE names a file that cannot be read: ${whyUnreadable(thrown)}. Its value (${path.length} characters) must be a path; to give the value itself, set ${name}.`,
    )
  }
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError('--set takes NAME=VALUE.')
  return [withoutInvisible(text.slice(0, at)).trim(), text.slice(at + 1)]
}

/** The settings in the text of a .env file. */
export const fileLevel = (from: string, text: string): Level => ({
  from,
  values: parseDotenv(text),
  open: openQuotesIn(text),
  strays: strayLinesOf(text),
})

function dotenvLevel(file: string | undefined): Level {
  const path = file ?? '.env'
  // A folder of that name is Python's, as often as not.
  if (file === undefined && !statSync(path, { throwIfNoEntry: false })?.isFile())
    return { from: path, values: {} }
  const text = withoutInvisible(readNamed(path, file === undefined ? 'The folder' : '--dotenv'))
  checkIsDotenv(path, text)
  return fileLevel(path, text)
}

/** The key or certificate in a file that somebody named: its text, or base64 of DER or PKCS#12. @throws as `readNamed` */
export function keyIn(file: string, namedBy: string): string {
  const text = readNamed(file, namedBy)
  const bytes = smallFile(file)
  return isText(bytes) ? text : bytes.toString('base64')
}

/** The text of a file that somebody named. @throws {Error} that says who named it */
export function readNamed(file: string, namedBy: string): string {
  if (file === '') throw new UsageError(`${namedBy} takes the name of a file.`)
  try {
    return decodedText(smallFile(file))
  } catch (thrown) {
    throw new Error(`${namedBy} names ${file}, and ${whyUnreadable(thrown)}.`)
  }
}

/** Notes on secrets that were given as arguments. */
export function warnings({ values }: Level, providers: readonly AnyProvider[]): Note[] {
  const secrets = secretNames(providers)
  const text = (name: string) =>
    `${name} is on the command line, where other users and the shell's history can see it. Use a .env file or ${name}_FILE.`
  const given = Object.keys(values).filter((name) => secrets.has(name))
  return given.map((name) => ({ text: text(name), isMistake: false }))
}

/** A PEM as settings hold it, whose line ends may be `\n` as two characters. */
export const pemOf = (text: string | undefined) => (text?.trim() ? text.replace(/\\n/g, '\n') : undefined)

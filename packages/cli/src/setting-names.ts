import { type AnyProvider, type Resolver, readSettings, settingsOf } from '@countersign/core'
import {
  hasPrefix,
  namesFor,
  nearest,
  prefixOf,
  sayUnknown,
  type UnknownName,
  unknownNames,
} from '@countersign/core/settings'
import type { StrayLine } from './dotenv/parse.js'

/** A place that settings come from, and what people call it. */
export interface Level {
  readonly from: string
  readonly values: Readonly<Record<string, string | undefined>>
  /** Of a file: the names whose value begins with a quotation mark that is not closed. */
  readonly open?: readonly string[]
  /** Of a file: the lines that are neither a setting nor a comment. */
  readonly strays?: readonly StrayLine[]
}

/** What looks like a mistake in the settings. */
export interface Note {
  readonly text: string
  /** Whether it is one for sure. */
  readonly isMistake: boolean
  /** The name that is no setting, if it is about one. */
  readonly unknown?: string
  /** Whether nothing is to be done with such settings: a value is not what was meant. */
  readonly isRefused?: boolean
}

/** Settings that belong to no provider. */
export const OWN: readonly string[] = [
  'COUNTERSIGN',
  'COUNTERSIGN_CACERT',
  'COUNTERSIGN_DEBUG',
  'COUNTERSIGN_ENTROPY',
  'COUNTERSIGN_GATEWAY_SECRET',
  'COUNTERSIGN_REQUIRE_SETTINGS',
  'COUNTERSIGN_TOKENS',
  'COUNTERSIGN_TOKENS_SECRET',
  'COUNTERSIGN_USE',
]

type Providers = readonly AnyProvider[]

const names = (providers: Providers) => [
  ...providers.flatMap((provider) => settingsOf(provider).map(({ variable }) => variable)),
  ...OWN,
]

const NOT_HERE =
  'COUNTERSIGN_USE counts in the environment only. Use --use FILE, or "use" in countersign.config.json.'

/** What looks like a mistake in a place: a misspelt name, a quotation mark that is not closed, a line without `=`. */
export function notesOn(level: Level, providers: Providers): Note[] {
  return [
    ...unknownNamesIn(level, providers),
    ...openQuotes(level, providers),
    ...bareNames(level, providers),
  ]
}

/** A .env may hold what is for other programs: only a line that starts with a name of ours is a mistake. */
function bareNames({ from, strays = [] }: Level, providers: Providers): Note[] {
  const prefixes = prefixesOf(providers)
  return strays
    .filter(({ word }) => /^\w+$/.test(word) && prefixes.some((prefix) => hasPrefix(word, prefix)))
    .map(({ line, word }) => ({
      text: `${from}: line ${line} is not NAME=VALUE: ${word} has no "=".`,
      isMistake: true,
    }))
}

function openQuotes({ from, values, open: inFile }: Level, providers: Providers): Note[] {
  const isOpen = ([first = '', ...rest]: string) =>
    `'"\``.includes(first) && first !== '' && rest.at(-1) !== first
  const open = names(providers).filter((name) => inFile?.includes(name) ?? isOpen(values[name] ?? ''))
  const text = (name: string) =>
    `${from}: the value of ${name} begins with a quotation mark that is not closed.`
  const isRefused = inFile !== undefined
  return open.map((name) => ({ text: text(name), isMistake: isRefused, isRefused }))
}

/** Whether a name is that of the file of a setting: `NAME_FILE`. */
export const isFile = (name: string, providers: Providers): boolean =>
  name.endsWith('_FILE') && names(providers).includes(name.slice(0, -'_FILE'.length))

/** The names that look like a setting and are not one: with the right one beside it. */
function unknownNamesIn({ from, values }: Level, providers: Providers): Note[] {
  const known = new Set(names(providers))
  return Object.keys(values).flatMap((name) => {
    if (name === 'COUNTERSIGN_USE') return [{ text: `${from}: ${NOT_HERE}`, isMistake: true, unknown: name }]
    if (known.has(name) || isFile(name, providers)) return []
    const meant = meantBy(name, providers)
    const isOurs = prefixesOf(providers).some((prefix) => hasPrefix(name, prefix))
    if (!(from === '--set' || meant || isOurs)) return []
    const hint = meant ? '' : ` ${listFor(name, providers)}`
    const text = `${noteOn(from, { name, meant })}${hint}`
    return [{ text, isMistake: meant !== undefined, unknown: name }]
  })
}

/** The names in an environment, where others put theirs too, that look like a setting which has no value. */
export function misspeltIn({ from, values }: Level, providers: Providers, settings: Resolver): Note[] {
  const all = Object.keys(values).filter((name) => !isFile(name, providers))
  const found = providers.flatMap((provider) =>
    unknownNames(provider, readSettings(provider, settings), namesFor(provider, providers, all)),
  )
  const own = all.filter((name) => !OWN.includes(name)).map((name) => ({ name, meant: ownBy(name) }))
  return [...found, ...own].flatMap((one) =>
    one.meant ? [{ text: noteOn(from, one), isMistake: false, unknown: one.name }] : [],
  )
}

const noteOn = (from: string, unknown: UnknownName) => {
  const text = sayUnknown(unknown)
  return `${from}: ${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

const OWN_PREFIX = 'COUNTERSIGN_'

const ownBy = (name: string) => nearest(name, OWN, OWN_PREFIX)

const prefixesOf = (providers: Providers) => [...providers.map(prefixOf), OWN_PREFIX]

/** A .env may hold what is for other programs: only what comes close to a name of ours is a mistake. */
function meantBy(name: string, providers: Providers): string | undefined {
  const ofProviders = providers.flatMap((provider) =>
    namesFor(provider, providers, [name]).flatMap((one) => unknownNames(provider, {}, [one])),
  )
  return ownBy(name) ?? ofProviders.find(({ meant }) => meant)?.meant
}

/** The settings that a name's prefix leaves, or else the prefixes. */
function listFor(name: string, providers: Providers): string {
  const [prefix] = prefixesOf(providers)
    .filter((one) => hasPrefix(name, one))
    .sort((one, other) => other.length - one.length)
  if (prefix === undefined) return `The names of settings start with ${prefixesOf(providers).join(', ')}.`
  const own = names(providers.filter((provider) => prefixOf(provider) === prefix))
  return `The settings are ${own.filter((one) => one.startsWith(prefix)).join(', ')}.`
}

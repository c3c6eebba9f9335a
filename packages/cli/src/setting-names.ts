import { type AnyProvider, settingName, settingsOf } from '@countersign/core'
// The edit distance of names: small, without dependencies, and measured against the textbook's by its own tests.
import { distance } from 'fastest-levenshtein'

/** A place that settings come from, and what people call it. */
export interface Level {
  readonly from: string
  readonly values: Readonly<Record<string, string | undefined>>
}

/** What looks like a mistake in the settings. */
export interface Note {
  readonly text: string
  /** Whether it is one for sure. */
  readonly isMistake: boolean
}

/** Settings that belong to no provider. */
export const OWN: readonly string[] = [
  'COUNTERSIGN',
  'COUNTERSIGN_CACERT',
  'COUNTERSIGN_DEBUG',
  'COUNTERSIGN_ENTROPY',
  'COUNTERSIGN_GATEWAY_SECRET',
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

/** What looks like a mistake in a place: a misspelt name, a quotation mark that is not closed. */
export function notesOn(level: Level, providers: Providers): Note[] {
  return [...unknownNames(level, providers), ...openQuotes(level, providers)]
}

function openQuotes({ from, values }: Level, providers: Providers): Note[] {
  const isOpen = ([first = '', ...rest]: string) =>
    `'"\``.includes(first) && first !== '' && rest.at(-1) !== first
  const open = names(providers).filter((name) => isOpen(values[name] ?? ''))
  const text = (name: string) =>
    `${from}: the value of ${name} begins with a quotation mark that is not closed.`
  return open.map((name) => ({ text: text(name), isMistake: false }))
}

/** The names that look like a setting and are not one: with the right one beside it. */
function unknownNames({ from, values }: Level, providers: Providers): Note[] {
  const all = names(providers)
  const known = new Set(all.flatMap((name) => [name, `${name}_FILE`]))
  return Object.keys(values).flatMap((name) => {
    if (name === 'COUNTERSIGN_USE') return [{ text: `${from}: ${NOT_HERE}`, isMistake: true }]
    if (known.has(name) || !(from === '--set' || isMeant(name, providers))) return []
    const like = nearest(name, known) ?? withItsWords(name, all)
    const hint = like ? `Did you mean ${like}?` : listFor(name, providers)
    return [
      { text: `${from}: there is no setting ${name.slice(0, 60)}. ${hint}`, isMistake: like !== undefined },
    ]
  })
}

/** A .env may hold what is for other programs: only what comes close to a name of ours is a mistake. */
function isMeant(name: string, providers: Providers): boolean {
  const upper = name.toUpperCase()
  const prefixes = [...providers.map(({ id }) => settingName(id, '')), 'COUNTERSIGN_']
  return (
    prefixes.some((prefix) => upper.startsWith(prefix)) ||
    nearest(name, new Set(names(providers))) !== undefined
  )
}

/** The only setting that has all words of a name, or whose words the name has: `INQUD_SECRET`, `INQUD_HMAC_TOKEN_ID`. */
function withItsWords(name: string, all: readonly string[]): string | undefined {
  const words = wordsOf(name)
  const alike = all.filter((one) => {
    const other = wordsOf(one)
    const common = words.filter((word) => other.includes(word)).length
    return common > 1 && common === Math.min(words.length, other.length)
  })
  return alike.length === 1 ? alike[0] : undefined
}

const plain = (name: string) => name.toUpperCase().replace(/[^A-Z0-9]/g, '_')

const wordsOf = (name: string) => [...new Set(plain(name).split('_'))]

/** The settings that a name's prefix leaves, or else the prefixes. */
function listFor(name: string, providers: Providers): string {
  const upper = name.toUpperCase()
  const prefixes = [...providers.map(({ id }) => settingName(id, '')), 'COUNTERSIGN_']
  const [prefix] = prefixes
    .filter((one) => upper.startsWith(one))
    .sort((one, other) => other.length - one.length)
  if (prefix === undefined) return `The names of settings start with ${prefixes.join(', ')}.`
  const own = names(providers.filter(({ id }) => settingName(id, '') === prefix))
  return `The settings are ${own.filter((one) => one.startsWith(prefix)).join(', ')}.`
}

function nearest(name: string, known: ReadonlySet<string>): string | undefined {
  const upper = plain(name).slice(0, 60)
  const ranked = [...known].map((one) => ({ one, far: distance(upper, one) })).sort((a, b) => a.far - b.far)
  const [best] = ranked
  return best && best.far <= Math.max(2, Math.floor(best.one.length / 5)) ? best.one : undefined
}

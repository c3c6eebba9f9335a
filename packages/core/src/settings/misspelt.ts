import { shown } from '../url.js'
import { prefixOf, settingsOf } from './of-provider.js'
import type { Configured, Values } from './setting.js'

/** A name as settings are written: capitals, digits and underscores. */
const plain = (name: string): string =>
  name
    .slice(0, 60)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_')

/** Whether a name begins as a provider's settings do, whatever its case and its separators are. */
export const hasPrefix = (name: string, prefix: string): boolean => plain(name).startsWith(prefix)

/** A name that is no setting, and the setting that it may be meant for. */
export interface UnknownName {
  readonly name: string
  readonly meant: string | undefined
}

/** What is said about one. */
export const sayUnknown = ({ name, meant }: UnknownName): string =>
  `There is no setting ${shown(name)}.${meant ? ` Did you mean ${meant}?` : ''}`

/** The names that look like a provider's settings and are not: first those that look like one without a value. */
export function unknownNames(
  provider: Configured,
  values: Values,
  names: readonly string[],
): readonly UnknownName[] {
  const settings = settingsOf(provider)
  const unset = settings.filter(({ name }) => !values[name]).map(({ variable }) => variable)
  const prefix = prefixOf(provider)
  const unknown: UnknownName[] = []
  for (const name of names) {
    if (settings.some(({ variable }) => variable === name)) continue
    const meant = nearest(name, unset, prefix)
    if (meant) unknown.unshift({ name, meant })
    else if (hasPrefix(name, prefix)) unknown.push({ name, meant })
  }
  return unknown
}

/** Those of some names that are a provider's by their prefix, or nobody's. A name belongs to the longest prefix. */
export function namesFor(
  provider: Configured,
  all: readonly Configured[],
  names: readonly string[],
): readonly string[] {
  const own = prefixOf(provider)
  const prefixes = all.map(prefixOf).sort((one, other) => other.length - one.length)
  return names.filter((name) => {
    const owner = prefixes.find((prefix) => hasPrefix(name, prefix))
    return owner === undefined || owner === own
  })
}

// Behind a prefix that is right, half of the letters say what is meant; a whole name of somebody else's is as like by chance.
const ENOUGH = 0.5
const WITHOUT_PREFIX = 0.85
/** By less than this, two names are equally like. */
const CLOSE = 0.05

/**
 * The one of some settings that a name is a misspelling of; undefined if there is none, or if it may be two.
 * @param prefix what the settings begin with, as in `INQUD_`
 * @example nearest('INQUD_API_TOKN_ID', ['INQUD_TOKEN_ID', 'INQUD_TOKEN_SECRET'], 'INQUD_') // INQUD_TOKEN_ID
 */
export function nearest(name: string, settings: readonly string[], prefix: string): string | undefined {
  const written = plain(name)
  const isOwn = written.startsWith(prefix)
  const from = isOwn ? prefix.length : 0
  const ranked = settings
    .map((one) => ({ one, like: likeness(written.slice(from), one.slice(from)) }))
    .sort((one, other) => other.like - one.like)
  const [best, second] = ranked
  if (!best || best.like < (isOwn ? ENOUGH : WITHOUT_PREFIX)) return undefined
  return second && best.like - second.like < CLOSE ? undefined : best.one
}

/** The share of letters that two texts have in the same order, from 0 to 1 (their longest common subsequence). */
function likeness(one: string, other: string): number {
  let row = Array.from(`-${other}`, () => 0)
  for (const letter of one) {
    const next = [0]
    for (let n = 0; n < other.length; n++)
      next.push(letter === other[n] ? at(row, n) + 1 : Math.max(at(row, n + 1), at(next, n)))
    row = next
  }
  return (2 * at(row, other.length)) / (one.length + other.length || 1)
}

const at = (row: readonly number[], n: number) => row[n] as number

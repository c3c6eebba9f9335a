import { CountersignError } from '../errors.js'
import type { AnyProvider } from '../provider.js'
import { shown, type Url } from '../url.js'

/** A provider that a URL's host belongs to. */
export interface Match {
  readonly provider: AnyProvider
  /** The host rule that matched, for people. */
  readonly why: string
  /** The host as it should be written, if the URL spells it otherwise. */
  readonly spelling?: string
  /** The longest of its paths that holds the URL, empty if it has no paths; undefined if none of them does. */
  readonly path: string | undefined
}

/** The longest of a provider's paths that holds a URL, empty if it has no paths; undefined if none of them does. */
export function pathFor({ paths }: AnyProvider, { path }: Url): string | undefined {
  if (!paths) return ''
  const holding = paths.filter((own) => path === own || path.startsWith(own.endsWith('/') ? own : `${own}/`))
  return holding.sort((one, other) => other.length - one.length)[0]
}

/** The rule that a path adds to that of the host, for people. */
export const pathRule = ({ path }: Match) => (path ? ` and the path is ${path} or below it` : '')

/** The match that acts: the one with the longest path. @throws {CountersignError} `ambiguous-host` */
export function chosen(matches: readonly Match[], url: Url): Match | undefined {
  const [match, other] = closest(matches)
  if (match && other) throw ambiguous([match, other], url)
  return match
}

/** Those that hold the path, by the longest of their paths: more than one if several are as long. */
function closest(matches: readonly Match[]): Match[] {
  const holding = matches.filter(({ path }) => path !== undefined)
  const longest = Math.max(...holding.map(({ path = '' }) => path.length))
  return holding.filter(({ path }) => path?.length === longest)
}

/**
 * Nothing acts. Where a provider with settings holds other paths of the host, a mistyped one must not go unsigned.
 * @returns the provider without settings that holds the path
 * @throws {CountersignError} `unclaimed-path`
 */
export function holderOf(
  url: Url,
  matches: readonly Match[],
  configured: readonly Match[],
): AnyProvider | undefined {
  const unset = matches.filter((match) => !configured.includes(match))
  const [first] = configured
  if (!first) return unset[0]?.provider
  const other = unset.find(({ path }) => path)
  if (other) return other.provider
  const names = configured
    .map(({ provider: { name, paths } }) => `${name} holds ${paths?.join(', ')}`)
    .join('; ')
  throw new CountersignError(
    'unclaimed-path',
    `No provider holds the path ${shown(url.path)} of ${url.host}. ${names}. Correct the path, or add it to a provider.`,
    first.provider.id,
  )
}

function ambiguous(matches: readonly Match[], { host }: Url): CountersignError {
  const names = matches.map(({ provider }) => provider.name).join(' and ')
  return new CountersignError(
    'ambiguous-host',
    `${names} both claim ${host}. Take it out of the hosts of one of them.`,
  )
}

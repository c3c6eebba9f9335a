import { CountersignError } from '../errors.js'
import type { AnyProvider } from '../provider.js'
import { invalidSetting, type Resolver, readSetting, settingsOf } from '../settings.js'
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
  /** All paths that it holds; undefined if it holds what others leave. */
  readonly paths: readonly string[] | undefined
}

const pathsSetting = (provider: AnyProvider) => settingsOf(provider).find(({ name }) => name === 'paths')

/**
 * The paths that a provider holds: those of its setting `paths`, if it has such a setting.
 * @throws {CountersignError} `invalid-setting`
 */
export function pathsOf(provider: AnyProvider, settings: Resolver): readonly string[] | undefined {
  const setting = pathsSetting(provider)
  const listed = setting && readSetting(settings, setting)
  if (!listed) return provider.paths
  const paths = listed.split(',').map((path) => path.trim())
  const wrong = paths.find((path) => !/^\/[^?#\s]*$/.test(path))
  if (wrong === undefined) return paths
  const problem = `must list paths that start with a slash, and "${shown(wrong)}" does not`
  throw invalidSetting(provider, 'paths', problem)
}

/** The longest of a provider's paths that holds a URL, empty if it has no paths; undefined if none of them does. */
export function pathFor(paths: readonly string[] | undefined, { path }: Url): string | undefined {
  if (!paths) return ''
  const holding = paths.filter((own) => path === own || path.startsWith(own.endsWith('/') ? own : `${own}/`))
  return holding.sort((one, other) => other.length - one.length)[0]
}

/** The rule that a path adds to that of the host, for people. */
export const pathRule = ({ path }: Match) => (path ? ` and the path is ${path} or below it` : '')

type Test = (match: Match) => boolean

/**
 * The match that acts: of those with settings, the one with the longest path. The settings of the others are not read.
 * @throws {CountersignError} `ambiguous-host`
 */
export function chosen(matches: readonly Match[], isConfigured: Test, url: Url): Match | undefined {
  const all = holding(matches)
  const match = all.find(isConfigured)
  const isEqual = (other: Match) =>
    other !== match && lengthOf(other) === lengthOf(match) && isConfigured(other)
  const other = match && all.find(isEqual)
  if (match && other) throw ambiguous([match, other], url)
  return match
}

/** Those that hold the path, by the longest of their paths first. */
const holding = (matches: readonly Match[]): Match[] =>
  matches.filter(({ path }) => path !== undefined).sort((one, other) => lengthOf(other) - lengthOf(one))

const lengthOf = (match: Match | undefined) => match?.path?.length ?? 0

/** Those whose settings decide: below a path that a provider lists in its own, only those that hold it as closely. */
export function deciding(matches: readonly Match[]): readonly Match[] {
  const all = holding(matches)
  if (all.length === 0) return matches
  const listed = all.find(({ provider, paths }) => paths !== provider.paths)
  return listed ? all.filter((match) => lengthOf(match) >= lengthOf(listed)) : all
}

/**
 * Nothing acts. If a provider with settings holds other paths of the host, a mistyped one must not go unsigned.
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
    .map(({ provider: { name }, paths }) => `${name} holds ${paths?.join(', ')}`)
    .join('; ')
  throw new CountersignError(
    'unclaimed-path',
    `No provider holds the path ${shown(url.path)} of ${url.host}. ${names}. Correct the path, or add it to a provider.`,
    first.provider.id,
  )
}

function ambiguous(matches: readonly Match[], { host }: Url): CountersignError {
  const names = matches.map(({ provider }) => provider.name).join(' and ')
  return new CountersignError('ambiguous-host', `${names} both claim ${host}. ${adviceFor(matches)}`)
}

function adviceFor(matches: readonly Match[]): string {
  const listing = matches.flatMap(({ provider }) => {
    const setting = pathsSetting(provider)
    return setting ? [`List the paths of ${provider.name} in ${setting.variable}.`] : []
  })
  return listing[0] ?? 'Take it out of the hosts of one of them.'
}

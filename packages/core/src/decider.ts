import { canonicalHost } from './canonical-host.js'
import { checkProviders } from './define.js'
import { CountersignError } from './errors.js'
import { isOff } from './off.js'
import type { AnyProvider } from './provider.js'
import { secretsAt } from './secrets/collect.js'
import { rethrow } from './secrets/conceal.js'
import { type SecretFilter, secretFilter } from './secrets/filter.js'
import {
  hostsSetting,
  invalidSetting,
  missingSettings,
  type Resolver,
  readSetting,
  readSettings,
  type Values,
} from './settings.js'
import {
  type HostEntry,
  isBelow,
  isLoopback,
  isWithin,
  matchesEntry,
  parseHostEntry,
  parseUrl,
  shown,
  type Url,
} from './url.js'

/** A provider that acts on a URL, and why. */
export interface Claim {
  readonly acts: true
  readonly provider: AnyProvider
  readonly values: Values
  readonly url: Url
  /** The host rule that matched, for people. */
  readonly why: string
}

/** No provider acts: the request is sent as it is. */
export interface PassThrough {
  readonly acts: false
  readonly reason: 'off' | 'no-provider' | 'unconfigured'
  readonly why: string
  /** Whose host it is, if that provider has no settings. */
  readonly provider?: AnyProvider
  /** The names of the settings that it needs, as in `INQUD_TOKEN_ID`. */
  readonly missing?: readonly string[]
}

export type Decision = Claim | PassThrough

/** Decides which provider acts on a URL. The last URL is remembered, so that asking again costs nothing. */
export interface Decider {
  /** @throws {CountersignError} `invalid-url`, `insecure-url`, `ambiguous-host`, `invalid-setting` */
  (url: string): Decision
  /** The providers whose hosts hold a URL, with settings or without: those whose settings are needed to decide. */
  matching(url: string): readonly AnyProvider[]
  /** The settings of a provider as they are written, read once. */
  values(provider: AnyProvider): Values
  /** Takes the secrets of all providers out of a text that people will see. */
  readonly conceal: SecretFilter
}

export interface DeciderOptions {
  readonly providers: readonly AnyProvider[]
  /** Settings by their one name, as in `IMBURSE_PRIVATE_KEY`, and `COUNTERSIGN`. */
  readonly settings: Resolver
}

interface Match {
  readonly provider: AnyProvider
  /** The host rule that matched, for people. */
  readonly why: string
  /** The host as it should be written, if the URL spells it otherwise. */
  readonly spelling?: string
  /** The longest of its paths that holds the URL, empty if it has no paths; undefined if none of them does. */
  readonly path: string | undefined
}

/**
 * Chooses the provider by a URL's host and path. Only the settings of the providers that the host belongs to are read,
 * each once.
 * @throws {CountersignError} `invalid-provider`
 * @example createDecider({ providers, settings: (name) => process.env[name] })('https://api.inqud.com/v1/ping')
 */
export function createDecider({ providers, settings }: DeciderOptions): Decider {
  checkProviders(providers)
  const values = remembered((provider: AnyProvider) => readSettings(provider, settings))
  const entries = remembered((provider: AnyProvider) => hostEntries(provider, settings))

  let filter: SecretFilter | undefined
  const conceal: SecretFilter = (text) => {
    filter ??= secretFilter(secretsAt(providers, settings))
    return filter(text)
  }

  const matchesOf = lastOf((url: string) => {
    const parsed = parseUrl(url)
    return { parsed, matches: providers.flatMap((provider) => matchOf(provider, entries(provider), parsed)) }
  })

  const decide = lastOf((url: string): Decision => {
    if (isOff(settings)) return { acts: false, reason: 'off', why: 'COUNTERSIGN is off' }
    const { parsed, matches } = matchesOf(url)
    const configured = matches.filter(({ provider }) => Object.keys(values(provider)).length > 0)
    const [match, other] = closest(configured)
    if (match && other) throw ambiguous([match, other], parsed)
    if (!match) return withoutMatch(parsed, matches, configured)
    const { provider, why, spelling } = match
    if (spelling !== undefined) throw misspelt(parsed, match, spelling)
    checkSafe(parsed, url, provider)
    return { acts: true, provider, why: why + pathRule(match), values: values(provider), url: parsed }
  })

  // By try and catch: a closure for each call costs k6 as much as a tenth of a signature.
  const guardedDecide = (url: string): Decision => {
    try {
      return decide(url)
    } catch (thrown) {
      return rethrow(thrown, conceal)
    }
  }

  return Object.assign(guardedDecide, {
    values,
    conceal,
    matching: (url: string) =>
      isOff(settings) ? [] : matchesOf(url).matches.map(({ provider }) => provider),
  })
}

/** `make`, called once for each value. */
function remembered<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const known = new Map<Key, Made>()
  return (key) => {
    if (!known.has(key)) known.set(key, make(key))
    return known.get(key) as Made
  }
}

/** `make`, not called again for the value it was called for last. */
function lastOf<Made>(make: (url: string) => Made): (url: string) => Made {
  let last: { url: string; made: Made } | undefined
  return (url) => {
    if (last?.url !== url) last = { url, made: make(url) }
    return last.made
  }
}

function hostEntries(provider: AnyProvider, settings: Resolver): readonly HostEntry[] {
  const listed = readSetting(settings, hostsSetting(provider)) ?? ''
  return listed
    .split(',')
    .filter((entry) => entry.trim() !== '')
    .map((entry) => entryOf(provider, entry))
}

function entryOf(provider: AnyProvider, text: string): HostEntry {
  const entry = parseHostEntry(text)
  if (!entry)
    throw invalidSetting(provider, 'hosts', `must list host or host:port, and "${shown(text)}" is neither`)
  return entry
}

function matchOf(provider: AnyProvider, entries: readonly HostEntry[], url: Url): Match[] {
  const why = ruleFor(provider, entries, url)
  const path = pathFor(provider, url)
  if (why !== undefined) return [{ provider, why, path }]
  const spelling = reachedBy(provider, entries, url)
  return spelling === undefined ? [] : [{ provider, why: `the host reaches ${spelling}`, spelling, path }]
}

/** The host of a provider that tools may reach by a URL that spells it otherwise. */
function reachedBy(provider: AnyProvider, entries: readonly HostEntry[], url: Url): string | undefined {
  const names = canonicalHost(url.host).split(/[/?#@\\]|:(?=\d*$)/)
  return names.find(
    (host) =>
      provider.hosts.some((name) => isBelow(host, name)) ||
      entries.some((entry) => matchesEntry({ ...url, host }, { ...entry, host: canonicalHost(entry.host) })),
  )
}

function pathFor({ paths }: AnyProvider, { path }: Url): string | undefined {
  if (!paths) return ''
  const holding = paths.filter((own) => path === own || path.startsWith(own.endsWith('/') ? own : `${own}/`))
  return holding.sort((one, other) => other.length - one.length)[0]
}

const pathRule = ({ path }: Match) => (path ? ` and the path is ${path} or below it` : '')

/** Those that hold the path, by the longest of their paths: more than one if several are as long. */
function closest(matches: readonly Match[]): Match[] {
  const holding = matches.filter(({ path }) => path !== undefined)
  const longest = Math.max(...holding.map(({ path = '' }) => path.length))
  return holding.filter(({ path }) => path?.length === longest)
}

/** Nothing acts. Where a provider with settings holds other paths of the host, a mistyped one must not go unsigned. */
function withoutMatch(url: Url, matches: readonly Match[], configured: readonly Match[]): PassThrough {
  const unset = matches.filter((match) => !configured.includes(match))
  if (configured.length === 0) return passThrough(url, unset[0]?.provider)
  const other = unset.find(({ path }) => path)
  if (other) return passThrough(url, other.provider)
  const names = configured
    .map(({ provider: { name, paths } }) => `${name} holds ${paths?.join(', ')}`)
    .join('; ')
  throw new CountersignError(
    'unclaimed-path',
    `No provider holds the path ${shown(url.path)} of ${url.host}. ${names}. Correct the path, or add it to a provider.`,
    configured[0]?.provider.id,
  )
}

function ruleFor(provider: AnyProvider, entries: readonly HostEntry[], url: Url): string | undefined {
  const own = provider.hosts.find((name) => isWithin(url.host, name))
  if (own) return url.host === own ? `the host is ${own}` : `the host ${url.host} is below ${own}`
  if (entries.some((entry) => matchesEntry(url, entry))) {
    return `the host ${url.host} is listed in the setting hosts of ${provider.name}`
  }
  return undefined
}

function passThrough(url: Url, unset: AnyProvider | undefined): PassThrough {
  if (unset) {
    return {
      acts: false,
      reason: 'unconfigured',
      provider: unset,
      missing: missingSettings(unset, {}),
      why: `${url.host} belongs to ${unset.name}, which has no settings`,
    }
  }
  return { acts: false, reason: 'no-provider', why: `no provider claims the host ${shown(url.host)}` }
}

function misspelt({ host }: Url, { provider }: Match, spelling: string): CountersignError {
  return new CountersignError(
    'invalid-url',
    `"${shown(host)}" is another spelling of ${spelling}, a host of ${provider.name}, and tools would send the request there. Write ${spelling}.`,
    provider.id,
  )
}

function ambiguous(matches: readonly Match[], { host }: Url): CountersignError {
  const names = matches.map(({ provider }) => provider.name).join(' and ')
  return new CountersignError(
    'ambiguous-host',
    `${names} both claim ${host}. Take it out of the hosts of one of them.`,
  )
}

/** A credential travels over TLS, or stays on this machine; and nobody smuggles another one into the URL. */
function checkSafe(url: Url, text: string, { id, name }: AnyProvider): void {
  if (url.hasUserInfo) {
    const message = `${shown(text)}: the URL of a request to ${name} must not hold a user name or password. Take it out.`
    throw new CountersignError('invalid-url', message, id)
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text)) {
    throw new CountersignError(
      'invalid-url',
      `${shown(text)}: the URL holds a control character. Take it out.`,
      id,
    )
  }
  if (url.scheme !== 'https' && !(url.scheme === 'http' && isLoopback(url.host))) {
    const message = `${shown(text)}: requests to ${name} go over https only; plain http is for this machine itself. Write https://.`
    throw new CountersignError('insecure-url', message, id)
  }
}

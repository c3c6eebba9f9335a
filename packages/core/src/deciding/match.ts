import { canonicalHost } from '../canonical-host.js'
import { type HostEntry, matchesEntry } from '../host-entry.js'
import type { AnyProvider } from '../provider.js'
import { settingName } from '../setting-name.js'
import type { Resolver } from '../settings.js'
import { isBelow, isWithin, type Url } from '../url.js'
import { type Match, pathFor, pathsOf } from './choice.js'

/** Whether a URL's host belongs to a provider, by its own hosts or the entries of its setting `hosts`. */
export function matchOf(
  provider: AnyProvider,
  entries: readonly HostEntry[],
  url: Url,
  settings: Resolver,
): Match | undefined {
  const why = ruleFor(provider, entries, url)
  const spelling = why === undefined ? reachedBy(provider, entries, url) : undefined
  if (why === undefined && spelling === undefined) return undefined
  const paths = pathsOf(provider, settings)
  const path = pathFor(paths, url)
  if (spelling === undefined) return { provider, why: why ?? '', path, paths }
  return { provider, why: `the host reaches ${spelling}`, spelling, path, paths }
}

function ruleFor(provider: AnyProvider, entries: readonly HostEntry[], url: Url): string | undefined {
  const own = provider.hosts.find((name) => isWithin(url.host, name))
  if (own) return url.host === own ? `the host is ${own}` : `the host ${url.host} is below ${own}`
  if (entries.some((entry) => matchesEntry(url, entry))) {
    return `the host ${url.host} is listed in ${settingName(provider.id, 'hosts')}`
  }
  return undefined
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

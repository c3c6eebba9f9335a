import type { AnyProvider } from '../provider.js'
import { hostsSetting, invalidSetting, type Resolver, readSetting } from '../settings.js'
import { type HostEntry, isSameHost, parseHostEntry, shown, type Url } from '../url.js'

/**
 * The hosts that a provider's setting `hosts` lists.
 * @throws {CountersignError} `invalid-setting`
 */
export function hostEntries(provider: AnyProvider, settings: Resolver): readonly HostEntry[] {
  const listed = readSetting(settings, hostsSetting(provider))
  if (listed === undefined) return []
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

/** Which lists have the URL's host, but with another port, for people; empty if none has. */
export function otherPorts(
  url: Url,
  providers: readonly AnyProvider[],
  entries: (provider: AnyProvider) => readonly HostEntry[],
): string {
  const lists = providers.flatMap((provider) => {
    const near = entries(provider).filter((entry) => isSameHost(url.host, entry.host))
    const written = near.map(({ host, port }) => `${host}:${port}`)
    return written.length > 0 ? [`${hostsSetting(provider).variable} lists ${written.join(', ')}`] : []
  })
  return lists.join('; ')
}

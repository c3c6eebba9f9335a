import { type HostEntry, hostsIn, isSameHost, parseHostEntry, uselessIn } from '../host-entry.js'
import type { AnyProvider } from '../provider.js'
import { hostsSetting, invalidSetting, type Resolver, readSetting } from '../settings.js'
import type { Url } from '../url.js'

/**
 * The hosts that a provider's setting `hosts` lists.
 * @throws {CountersignError} `invalid-setting`
 */
export function hostEntries(provider: AnyProvider, settings: Resolver): readonly HostEntry[] {
  const text = readSetting(settings, hostsSetting(provider)) ?? ''
  const useless = uselessIn(text)
  if (useless) throw invalidSetting(provider, 'hosts', useless)
  return hostsIn(text).map(parseHostEntry)
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

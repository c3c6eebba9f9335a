import type { AnyProvider } from '@countersign/core/provider'
import { settingName } from '@countersign/core/settings'
import { type Environment, namesOf } from './environment.js'

/**
 * Whether a URL that could not be judged may be meant for a provider in use: then it is refused, and else left alone.
 * The host is read as the most lenient of tools would read it.
 */
export function mayBeClaimed(
  url: string,
  providers: readonly AnyProvider[],
  environment: Environment | undefined,
): boolean {
  const { host, port } = lenientHost(url)
  const claims = (provider: AnyProvider) =>
    provider.hosts.some((name) => isOrBelow(host, name)) ||
    listed(provider, environment).some(
      (entry) => entry.host === host && (!entry.port || !port || entry.port === port),
    )
  // An environment that cannot be read may hold anything.
  if (!environment) return providers.some(claims)
  if (environment.get('COUNTERSIGN')?.trim().toLowerCase() === 'off') return false
  const inUse = providers.filter((provider) => namesOf(provider).some((name) => environment.get(name)))
  return inUse.some(claims)
}

const AUTHORITY = /^\s*(?:[a-z][a-z0-9+.-]*:)?[\\/]*([^\\/?#]*)/i

function lenientHost(url: string): { host: string; port: string } {
  const authority = AUTHORITY.exec(url)?.[1] ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what tools drop
  const bare = authority.slice(authority.lastIndexOf('@') + 1).replace(/[\u0000-\u0020\u007f]/g, '')
  return parted(bare.toLowerCase())
}

function listed(provider: AnyProvider, environment: Environment | undefined) {
  const entries = (environment?.get(settingName(provider.id, 'hosts')) ?? '').split(',')
  return entries.map((entry) => parted(entry.trim().toLowerCase())).filter(({ host }) => host !== '')
}

/** Host and port of `host:port`; no port where there is none. */
function parted(text: string): { host: string; port: string } {
  const port = /:(\d*)$/.exec(text)?.[1] ?? ''
  return { host: text.replace(/:[^\]]*$/, ''), port }
}

const isOrBelow = (host: string, name: string) => host === name || host.endsWith(`.${name}`)

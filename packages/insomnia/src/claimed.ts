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
  const host = lenientHost(url)
  const claims = (provider: AnyProvider) =>
    hostsOf(provider, environment).some((name) => isOrBelow(host, name))
  // An environment that cannot be read may hold anything.
  if (!environment) return providers.some(claims)
  if (environment.get('COUNTERSIGN')?.trim().toLowerCase() === 'off') return false
  const inUse = providers.filter((provider) => namesOf(provider).some((name) => environment.get(name)))
  return inUse.some(claims)
}

const AUTHORITY = /^\s*(?:[a-z][a-z0-9+.-]*:)?[\\/]*([^\\/?#]*)/i

function lenientHost(url: string): string {
  const authority = AUTHORITY.exec(url)?.[1] ?? ''
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:[^\]]*$/, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what tools drop
  return host.replace(/[\u0000-\u0020\u007f]/g, '').toLowerCase()
}

function hostsOf(provider: AnyProvider, environment: Environment | undefined): string[] {
  const listed = (environment?.get(settingName(provider.id, 'hosts')) ?? '').split(',')
  const names = listed.map((entry) => entry.trim().toLowerCase().replace(/:\d*$/, ''))
  return [...provider.hosts, ...names.filter((name) => name !== '')]
}

const isOrBelow = (host: string, name: string) => host === name || host.endsWith(`.${name}`)

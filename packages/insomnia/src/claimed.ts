import type { AnyProvider } from '@countersign/core/provider'
import { hostsSetting, type NamedSetting } from '@countersign/core/settings'
import { type Environment, namesOf } from './environment.js'

/**
 * Whether a URL that could not be decided on may be meant for a provider with settings: then it is refused, and left
 * alone otherwise. The host is read as the most lenient of tools would read it.
 */
export function mayBeClaimed(
  url: string,
  providers: readonly AnyProvider[],
  environment: Environment | undefined,
): boolean {
  const authority = lenientAuthority(url)
  const claims = (provider: AnyProvider) =>
    provider.hosts.some((name) => isOrBelow(authority.host, name)) ||
    listed(provider, environment).some((entry) => mayBe(authority, entry))
  // An environment that cannot be read may hold anything.
  if (!environment) return providers.some(claims)
  return configured(providers, environment).some(claims)
}

/** The list of hosts that still holds a `{{variable}}` in whose place the host of this URL may belong. */
export function unfilledHosts(
  url: string,
  providers: readonly AnyProvider[],
  environment: Environment,
): NamedSetting | undefined {
  const authority = lenientAuthority(url)
  const isMeant = (provider: AnyProvider) =>
    listed(provider, environment).some((entry) => entry.host.includes(ANYTHING) && mayBe(authority, entry))
  const found = configured(providers, environment).find(isMeant)
  return found && hostsSetting(found)
}

/** The providers of which a setting has a value. */
const configured = (providers: readonly AnyProvider[], environment: Environment) =>
  providers.filter((provider) => namesOf(provider).some((name) => environment.get(name)))

interface Authority {
  readonly host: string
  readonly port: string
}

// A name before a colon is a scheme unless a port follows.
const AUTHORITY = /^\s*(?:[a-z][a-z0-9+.-]*:(?!\d))?[\\/]*([^\\/?#]*)/i

function lenientAuthority(url: string): Authority {
  const authority = AUTHORITY.exec(url)?.[1] ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what tools drop
  const bare = authority.slice(authority.lastIndexOf('@') + 1).replace(/[\u0000-\u0020\u007f]/g, '')
  return parted(bare.toLowerCase().replace(/\.$/, ''))
}

/** Stands for a variable or a tag that was not filled in, which may be any text. */
const ANYTHING = '*'
const TEMPLATE = /\{\{(?:(?!\}\}).)*(?:\}\}|$)|\{%(?:(?!%\}).)*(?:%\}|$)/gs

/** What a list has as hosts, also as people write them who are then refused: as URLs, with a wildcard, without a comma. */
function listed(provider: AnyProvider, environment: Environment | undefined): Authority[] {
  const list = environment?.get(hostsSetting(provider).variable) ?? ''
  const entries = list.replace(TEMPLATE, ANYTHING).split(/[\s,;]+/)
  return entries.map(lenientAuthority).filter(({ host }) => host !== '')
}

/** Host and port of `host:port`; no port if there is none. */
function parted(text: string): Authority {
  const [host = ''] = text.startsWith('[') ? [text.slice(0, text.indexOf(']') + 1)] : text.split(':', 1)
  const rest = text.slice(host.length)
  return { host, port: /^:\d*$/.test(rest) ? rest.slice(1) : '' }
}

function mayBe({ host, port }: Authority, entry: Authority): boolean {
  return like(host, entry.host) && (!entry.port || !port || entry.port === port)
}

/** Whether a text may be what a pattern becomes when it is filled in. */
function like(text: string, pattern: string): boolean {
  const first = pattern.indexOf(ANYTHING)
  if (first < 0) return text === pattern
  const end = pattern.slice(pattern.lastIndexOf(ANYTHING) + 1)
  return text.length >= first + end.length && text.startsWith(pattern.slice(0, first)) && text.endsWith(end)
}

const isOrBelow = (host: string, name: string) => host === name || host.endsWith(`.${name}`)

import { settingName } from '../setting-name.js'
import type { Configured, NamedSetting, Setting } from './setting.js'

const HOSTS: Setting = {
  name: 'hosts',
  about: 'further hosts that may get the credentials, as host or host:port, separated by commas',
  required: false,
  secret: false,
  kind: 'list',
}

/**
 * All settings of a provider with their names: its own, and `hosts`, which each has.
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * settingsOf(inqud).map(({ variable }) => variable)
 * ```
 */
export function settingsOf(provider: Configured): readonly NamedSetting[] {
  const known = allSettings.get(provider)
  if (known) return known
  const all: NamedSetting[] = []
  for (const setting of provider.settings) all.push(named(provider, setting))
  all.push(hostsSetting(provider))
  allSettings.set(provider, all)
  return all
}

// Asked for several times for each request, and a name takes a while to make in a script that is run once.
const allSettings = new WeakMap<Configured, readonly NamedSetting[]>()

/**
 * The settings that a tool asks for: all of them except those that it holds itself.
 * @example
 * ```ts
 * import { mastercard } from '@countersign/core'
 * toolSettings(mastercard).some(({ kind }) => kind === 'client-certificate') // false
 * ```
 */
export function toolSettings(provider: Configured): readonly NamedSetting[] {
  return settingsOf(provider).filter(({ heldByTool }) => !heldByTool)
}

/** The setting with the password of a key: `clientKey` → `clientKeyPassword`. It stands behind the key. */
export const passwordOf = (setting: string): string => `${setting}Password`

/**
 * Whether there is a reason to ask a tool for a setting: without a key, its password is not worth asking for.
 * @param has whether a setting is there
 */
export function isWorthAsking(
  { settings }: Configured,
  { name }: Setting,
  has: (setting: NamedSetting['name']) => boolean,
): boolean {
  if (!name.endsWith(passwordOf(''))) return true
  const key = settings.find((setting) => passwordOf(setting.name) === name)
  return !key || has(key.name) || (key.unless !== undefined && has(key.unless))
}

/**
 * The setting that lists further hosts, which every provider has.
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * hostsSetting(inqud).variable // INQUD_HOSTS
 * ```
 */
export const hostsSetting = (provider: Configured): NamedSetting => named(provider, HOSTS)

/** What the names of a provider's settings begin with, as in `INQUD_`. By one that each has: a script knows only whole names. */
export const prefixOf = ({ id }: Configured): string =>
  settingName(id, HOSTS.name).slice(0, -HOSTS.name.length)

const named = (provider: Configured, setting: Setting): NamedSetting => ({
  ...setting,
  variable: settingName(provider.id, setting.name),
})

/**
 * The settings for mutual TLS of a provider that has them.
 * @example
 * ```ts
 * import { mastercard } from '@countersign/core'
 * clientCertificateSettings(mastercard)?.key.variable
 * ```
 */
export function clientCertificateSettings(
  provider: Configured,
): { readonly certificate: NamedSetting; readonly key: NamedSetting } | undefined {
  const settings = settingsOf(provider)
  const certificate = settings.find(({ kind }) => kind === 'client-certificate')
  const key = settings.find(({ kind }) => kind === 'client-key')
  return certificate && key && { certificate, key }
}

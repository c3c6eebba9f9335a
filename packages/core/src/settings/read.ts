import { settingName } from '../setting-name.js'
import { trimmed } from '../trimmed.js'
import { isWorthAsking, settingsOf } from './of-provider.js'
import type { Configured, NamedSetting, Resolver, Values } from './setting.js'

/**
 * A resolver over settings with their names in code: `{privateKey: …, hosts: ['127.0.0.1:8080']}`.
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * const resolve = fromObject(inqud, { tokenId: 'id', hosts: ['127.0.0.1:8080'] })
 * resolve('INQUD_TOKEN_ID') // id
 * ```
 */
export function fromObject(provider: Configured, values: object): Resolver {
  const named = new Map(
    Object.entries(values).map(([name, value]) => [settingName(provider.id, name), asText(value)] as const),
  )
  return Object.assign((name: string) => named.get(name), { names: () => [...named.keys()] })
}

const asText = (value: unknown) => (value === undefined || value === null ? undefined : String(value))

/**
 * Reads all settings of a provider as they are written, without the white space around them, unchecked and without
 * defaults.
 * @example
 * ```ts
 * import { inqud } from '@countersign/core'
 * const { tokenId } = readSettings(inqud, (name) => process.env[name])
 * ```
 */
export function readSettings(provider: Configured, resolve: Resolver): Values {
  const values: Record<string, string> = {}
  const has = (name: string) => values[name] !== undefined
  for (const setting of settingsOf(provider)) {
    const value = isWorthAsking(provider, setting, has) ? readSetting(resolve, setting) : undefined
    if (value !== undefined) values[setting.name] = value
  }
  return values
}

/** Reads one setting; empty and absent are the same. */
export function readSetting(resolve: Resolver, setting: NamedSetting): string | undefined {
  const value = resolve(setting.variable)
  return value === undefined ? undefined : trimmed(value) || undefined
}

/**
 * The values with the default of each setting that has none.
 * @example
 * ```ts
 * import { imburse } from '@countersign/core'
 * withDefaults(imburse, { publicKey: 'key' })
 * ```
 */
export function withDefaults(provider: Configured, values: Values): Values {
  const all: Record<string, string | undefined> = { ...values }
  for (const { name, default: otherwise } of provider.settings)
    if (otherwise !== undefined) all[name] ??= otherwise
  return all
}

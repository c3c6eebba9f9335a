import type { Host } from '../host.js'
import {
  type Configured,
  isPlaceholder,
  isWorthAsking,
  type NamedSetting,
  type Resolver,
  settingsOf,
} from '../settings.js'
import { trimmed } from '../trimmed.js'
import { secretsIn } from './members.js'

/**
 * The values of all secret settings at hand, of every provider, for {@link secretFilter}. A setting that cannot be
 * read (a file that is missing) has none.
 * @param more further names that hold a secret, as in `COUNTERSIGN_TOKENS_SECRET`
 * @example
 * ```ts
 * import { providers } from '@countersign/core'
 * const secrets = secretsAt(providers, (name) => process.env[name])
 * ```
 */
export function secretsAt(
  providers: readonly Configured[],
  resolve: Resolver,
  more: readonly string[] = [],
): string[] {
  const own = providers.flatMap((provider) => secretsOf(provider, resolve))
  return [...own, ...more.flatMap((name) => valuesNamed(name, resolve))]
}

function secretsOf(provider: Configured, resolve: Resolver): string[] {
  const all = settingsOf(provider)
  const read = (setting: NamedSetting | undefined) => (setting ? valuesNamed(setting.variable, resolve) : [])
  const has = (name: string) => read(all.find((setting) => setting.name === name)).length > 0
  const asked = all.filter((setting) => setting.secret && isWorthAsking(provider, setting, has))
  return asked.flatMap((setting) =>
    read(setting).flatMap((value) => (isPlaceholder(setting, value) ? [] : secretsIn(setting, value))),
  )
}

function valuesNamed(name: string, resolve: Resolver): string[] {
  try {
    const value = trimmed(resolve(name) ?? '')
    return value ? [value] : []
  } catch {
    return []
  }
}

/**
 * What may be said of a text that nobody knows to be harmless: how long it is, and the first of its fingerprint.
 * @example
 * ```ts
 * import { nodeHost } from '@countersign/hosts/node'
 * describeValue('key-123', nodeHost()) // its length and the start of its fingerprint
 * ```
 */
export function describeValue(text: string, host: Pick<Host, 'hash'>): string {
  if (text === '') return 'empty'
  const characters = text.length === 1 ? '1 character' : `${text.length} characters`
  return `${characters}, SHA-256 ${host.hash('SHA-256', text, 'hex').slice(0, 8)}…`
}

import type { Host } from '../host.js'
import { type Configured, isPlaceholder, isWorthAsking, type Resolver, settingsOf } from '../settings.js'
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
  const all: string[] = []
  for (const provider of providers) addSecrets(provider, resolve, all)
  for (const name of more) {
    const value = valueNamed(name, resolve)
    if (value) all.push(value)
  }
  return all
}

function addSecrets(provider: Configured, resolve: Resolver, all: string[]): void {
  const settings = settingsOf(provider)
  const has = (name: string) => {
    const setting = settings.find((one) => one.name === name)
    return setting !== undefined && valueNamed(setting.variable, resolve) !== ''
  }
  for (const setting of settings) {
    if (!setting.secret || !isWorthAsking(provider, setting, has)) continue
    const value = valueNamed(setting.variable, resolve)
    if (value && !isPlaceholder(setting, value)) all.push(...secretsIn(setting, value))
  }
}

/** Empty if there is none, or if it cannot be read. */
function valueNamed(name: string, resolve: Resolver): string {
  try {
    return trimmed(resolve(name) ?? '')
  } catch {
    return ''
  }
}

/**
 * What may be said of a text that nobody knows to be harmless: how many characters it has, and the first 8 hex digits of
 * its SHA-256. Not for passwords, which can be guessed by those.
 * @example
 * ```ts
 * import { nodeHost } from '@countersign/hosts/node'
 * describeValue('key-123', nodeHost()) // 7 characters, SHA-256 65803be0…
 * ```
 */
export function describeValue(text: string, host: Pick<Host, 'hash'>): string {
  if (text === '') return 'empty'
  const characters = text.length === 1 ? '1 character' : `${text.length} characters`
  return `${characters}, SHA-256 ${host.hash('SHA-256', text, 'hex').slice(0, 8)}…`
}

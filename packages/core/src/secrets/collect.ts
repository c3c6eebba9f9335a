import type { Host } from '../host.js'
import { type Configured, type Resolver, settingsOf } from '../settings.js'
import { trimmed } from '../trimmed.js'

/**
 * The values of all secret settings at hand, of every provider, for {@link secretFilter}. A setting that cannot be
 * read (a file that is missing) has none.
 * @param more further names that hold a secret, as in `COUNTERSIGN_TOKENS_SECRET`
 */
export function secretsAt(
  providers: readonly Configured[],
  resolve: Resolver,
  more: readonly string[] = [],
): string[] {
  const names = providers.flatMap((provider) =>
    settingsOf(provider).flatMap(({ secret, variable }) => (secret ? [variable] : [])),
  )
  return [...names, ...more].flatMap((name) => valuesNamed(name, resolve))
}

function valuesNamed(name: string, resolve: Resolver): string[] {
  try {
    const value = trimmed(resolve(name) ?? '')
    return value ? [value] : []
  } catch {
    return []
  }
}

/** What may be said of a text that nobody knows to be harmless: how long it is, and the first of its fingerprint. */
export function describeValue(text: string, host: Pick<Host, 'hash'>): string {
  if (text === '') return 'empty'
  const characters = text.length === 1 ? '1 character' : `${text.length} characters`
  return `${characters}, SHA-256 ${host.hash('SHA-256', text, 'hex').slice(0, 8)}…`
}

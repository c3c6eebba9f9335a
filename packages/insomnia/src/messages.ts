import type { AnyProvider } from '@countersign/core/provider'
import { secretsAt } from '@countersign/core/secrets/collect'
import { type SecretFilter, secretFilter } from '@countersign/core/secrets/filter'
import type { Console, InsomniaApp } from './context.js'
import type { Environment } from './environment.js'
import type { Runtime } from './runtime.js'

declare const console: Console

/** A line in Insomnia's console. Never a secret. */
export const log = (line: string): void => console.log(withoutSecrets(`countersign: ${line}`))
export const warn = (line: string): void => console.warn(withoutSecrets(`countersign: ${line}`))
export const complain = (line: string): void => console.error(withoutSecrets(`countersign: ${line}`))

/**
 * Shows a message if there is a window; an alert that fails is no reason to do anything else. Only in the plugin
 * sandbox does somebody wait until it is closed: there the end of a hook ends its window, too.
 */
export async function show(
  app: InsomniaApp | undefined,
  kind: Runtime['kind'],
  title: string,
  message: string,
): Promise<void> {
  try {
    const shown = app?.alert?.(title, withoutSecrets(message))
    if (kind === 'sandbox') await shown
    else Promise.resolve(shown).catch(() => {})
  } catch {
    // The console has it.
  }
}

/** The filters of the last few environments, by their keys. */
const filters = new Map<string, SecretFilter>()
const KEPT = 4

/** From now on no message holds a secret of this environment, of whatever provider. */
export function hideSecrets(environment: Environment, providers: readonly AnyProvider[]): void {
  const { key } = environment
  const filter = filters.get(key) ?? secretFilter(secretsAt(providers, environment.get))
  filters.delete(key)
  filters.set(key, filter)
  const [oldest] = filters.keys()
  if (filters.size > KEPT && oldest !== undefined) filters.delete(oldest)
}

/** The one place that every message passes through. */
export const withoutSecrets = (text: string): string =>
  [...filters.values()].reduce((rest, filter) => filter(rest), text)

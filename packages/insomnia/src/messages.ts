import type { SecretFilter } from '@countersign/core/secrets/filter'
import type { Console, InsomniaApp } from './context.js'
import type { Runtime } from './runtime.js'

declare const console: Console

/** A line in Insomnia's console that is known to hold no secret: a filter takes longer than a signature. */
export const logConcealed = (line: string): void => console.log(`countersign: ${line}`)

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

let filters: readonly SecretFilter[] = []

/** From now on no message holds a secret of the environments that these filters are of. */
export function hideSecrets(ofEnvironments: readonly SecretFilter[]): void {
  filters = ofEnvironments
}

/** The one place that every message passes through. */
export const withoutSecrets = (text: string): string => filters.reduce((rest, filter) => filter(rest), text)

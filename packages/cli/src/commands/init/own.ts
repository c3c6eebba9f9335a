import { type AnyProvider, settingsOf } from '@countersign/core'
import type { Answers } from './check.js'

/** The names of a provider's settings, and of the files that may hold them. */
export const namesOf = (provider: AnyProvider) =>
  settingsOf(provider).flatMap(({ variable }) => [variable, `${variable}_FILE`])

/** Only what belongs to these providers, and nothing empty. */
export function own(providers: readonly AnyProvider[], values: Answers): Answers {
  const names = providers.flatMap(namesOf)
  return Object.fromEntries(names.flatMap((name) => (values[name]?.trim() ? [[name, values[name]]] : [])))
}

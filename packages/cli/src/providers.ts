import { type AnyProvider, providers } from '@countersign/core'
import { UsageError } from './terminal/io.js'

/** The provider with an id. @throws {UsageError} if there is none */
export function providerNamed(id: string): AnyProvider {
  const found = providers.find((provider) => provider.id === id)
  if (found) return found
  throw new UsageError(noProvider(id))
}

/** The providers that `--provider` leaves: all of them without it. @throws {UsageError} if there is none of that id */
export const chosenProviders = (id: string | undefined): readonly AnyProvider[] =>
  id === undefined ? providers : [providerNamed(id)]

export const noProvider = (id: string, ids: readonly string[] = providers.map((each) => each.id)) =>
  `There is no provider "${id.slice(0, 40)}"; there are ${ids.join(', ')}.`

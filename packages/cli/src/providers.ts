import { type AnyProvider, providers as ownProviders } from '@countersign/core'
import { type Io, UsageError } from './terminal/io.js'

/** The providers that Countersign brings. Commands ask for those of a run: {@link providersOf}. */
export { ownProviders }

/** The providers of a run: Countersign's own, and those of `--use`. */
export const providersOf = ({ used = [] }: Pick<Io, 'used'>): readonly AnyProvider[] => [
  ...ownProviders,
  ...used.map(({ provider }) => provider),
]

/** The provider with an id. @throws {UsageError} if there is none */
export function providerNamed(id: string, io: Pick<Io, 'used'>): AnyProvider {
  const all = providersOf(io)
  const found = all.find((provider) => provider.id === id)
  if (found) return found
  const ids = all.map((each) => each.id)
  throw new UsageError(`${noProvider(id, ids)} One of your own is added with --use FILE.`)
}

/** The providers that `--provider` leaves: all of them without it. @throws {UsageError} if there is none of that id */
export const chosenProviders = (
  ids: string | readonly string[] | undefined,
  io: Pick<Io, 'used'>,
): readonly AnyProvider[] =>
  ids === undefined ? providersOf(io) : [...new Set([ids].flat())].map((id) => providerNamed(id, io))

export const noProvider = (id: string, ids: readonly string[]) =>
  `There is no provider "${id.slice(0, 40)}"; there are ${ids.join(', ')}.`

import { type AnyProvider, createDecider, fromObject } from '@countersign/core'
import type { Vector } from '@countersign/verify/vectors'

/** The vectors of a file that are one provider's. Those that are nobody's are the first's, which refuses them by name. */
export const vectorsFor = (
  provider: AnyProvider,
  vectors: readonly Vector[],
  all: readonly AnyProvider[],
): Vector[] => vectors.filter((vector) => (ownerOf(vector, all) ?? all[0]) === provider)

function ownerOf(vector: Vector, all: readonly AnyProvider[]): AnyProvider | undefined {
  if (typeof vector.provider === 'string') return all.find(({ id }) => id === vector.provider)
  return all.find((provider) => claims(provider, vector))
}

function claims(provider: AnyProvider, { settings, request }: Vector): boolean {
  try {
    return createDecider({ providers: [provider], settings: fromObject(provider, settings) })(request.url)
      .acts
  } catch {
    return false
  }
}

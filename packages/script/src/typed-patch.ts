import type { Change } from '@countersign/core/message'
import { type From, type Given, invalidPatch, type Step, withList } from '@countersign/core/patch'

export { changesNothing, invalidPatch, withList } from '@countersign/core/patch'

/**
 * Takes a patch of Countersign's own providers as it is: headers, no parameters. It stands in place of core's strict
 * reading in their scripts, which is parsed for every request.
 * @throws {CountersignError} `invalid-patch`
 */
export function readPatch(patch: unknown, _url: string, provider: From, step: Step): Change {
  if ((patch as { query?: unknown }).query === undefined) return withList(patch as Given)
  throw invalidPatch(provider, `${step} gave a patch that scripts do not read.`)
}

/** Nothing is gained by looking at headers alone here. */
export const addsHeadersOnly = (_patch: unknown): boolean => false

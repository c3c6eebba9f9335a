import type { Change } from '@countersign/core/message'
import { type From, type Given, invalidPatch, type Step, withList } from '@countersign/core/patch'

export * from '@countersign/core/patch'

/**
 * Takes a patch of Countersign's own providers as it is: headers, no parameters. It stands in place of core's strict
 * reading in their bundles, where that takes as long as a signature.
 * @throws {CountersignError} `invalid-patch`
 */
export function readPatch(patch: unknown, _url: string, provider: From, step: Step): Change {
  if ((patch as Read).query === undefined) return withList(patch as Given)
  throw invalidPatch(provider, `${step} gave a patch that bundles do not read.`)
}

export const addsHeadersOnly = (patch: unknown): boolean =>
  (patch as Read).query === undefined && (patch as Read).headers !== undefined

type Read = { readonly query?: unknown; readonly headers?: unknown }

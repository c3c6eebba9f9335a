import type { Change } from '@countersign/core/message'
import { type From, invalidPatch, type Step } from '@countersign/core/patch'

export { changesNothing, invalidPatch } from '@countersign/core/patch'

/**
 * Takes a patch of Countersign's own providers as it is: a list of headers, no parameters. It stands in place of
 * core's strict reading in their scripts, which is parsed for every request.
 * @throws {CountersignError} `invalid-patch`
 */
export function readPatch(patch: unknown, _url: string, provider: From, step: Step): Change {
  const { headers, query } = patch as { headers?: unknown; query?: unknown }
  if ((headers === undefined || Array.isArray(headers)) && query === undefined) return patch as Change
  throw invalidPatch(provider, `${step} gave a patch that scripts do not read.`)
}

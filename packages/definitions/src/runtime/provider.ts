import type { Call, Needs, Provider, Values } from '@countersign/core'
import { Context, type Ready } from './context.js'
import { patchOf, runSteps } from './run.js'
import type { Spec } from './spec.js'

/** The provider of a compiled definition that signs without waiting. */
export const definedBy = (spec: Spec): Provider<Ready> => ({
  ...described(spec),
  needs: always({ body: spec.coversBody, waits: false, how: spec.how }),
  sign(call) {
    const context = new Context(call)
    runSteps(spec, context, call.trace)
    return patchOf(spec, context)
  },
})

const always =
  (needs: Needs) =>
  (_call: Call<Ready>): Needs =>
    needs

/** What tools know of a provider before it signs. */
export function described(spec: Spec) {
  const { id, name, hosts, settings, sources, paths, baseUrl, examples, nonce, written } = spec
  return {
    id,
    name,
    hosts,
    settings,
    setup: (values: Values): Ready => ({ values, kept: [] }),
    ...(sources && { sources }),
    ...(paths && { paths }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(examples && { examples }),
    ...(nonce && { nonce }),
    ...(written && { written }),
  }
}

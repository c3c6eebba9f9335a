import type { Call, Needs, Provider, Values } from '@countersign/core'
import { Context, type Ready } from './context.js'
import { quick } from './quick.js'
import { patchOf, runSteps, tellSecrets } from './run.js'
import type { Spec } from './spec.js'

/** The provider of a compiled definition that signs without waiting. */
export function definedBy(spec: Spec): Provider<Ready> {
  const quickly = spec.query || spec.body ? undefined : quick(spec)
  return {
    ...described(spec),
    needs: always({ body: spec.coversBody, waits: false, how: spec.how }),
    sign(call) {
      const patch = quickly && !call.trace && quickly(call)
      if (patch) return patch
      tellSecrets(spec, call)
      const context = new Context(call)
      runSteps(spec, context, call.trace)
      return patchOf(spec, context)
    },
  }
}

const always =
  (needs: Needs) =>
  (_call: Call<Ready>): Needs =>
    needs

/** What tools know of a provider before it signs: the rest of what was compiled is for signing alone. */
export function described(spec: Spec) {
  const { file, how, coversBody, steps, headers, secrets, query, body, token, ...provider } = spec
  return { ...provider, setup: (values: Values): Ready => ({ values, kept: [] }) }
}

import { CountersignError } from './errors.js'
import { invalidPatch } from './patch.js'
import type { AnyProvider, Call, Needs } from './provider.js'
import type { MaybeWaiting } from './waiting.js'

/**
 * What a request needs, by the provider's word or by what the provider has.
 * @throws {CountersignError} `invalid-provider` if the provider's `needs` gives something else, or a promise
 * @example
 * ```ts
 * import { inqud, type Call } from '@countersign/core'
 * const how = (call: Call<unknown>) => needsOf(inqud, call).how
 * ```
 */
export function needsOf(provider: AnyProvider, call: Call<unknown>): Needs {
  if (!provider.needs) {
    const waits = provider.prepare !== undefined || provider.sign === undefined
    return { body: true, waits, how: `the scheme of ${provider.name}` }
  }
  const needs = provider.needs(call)
  if (typeof needs?.body === 'boolean' && typeof needs.waits === 'boolean') return needs
  if (isPromise(needs)) throw asynchronous(provider, 'needs')
  const message = `${provider.name}: needs must give { body, waits, how }, with true or false for body and waits. Correct the provider.`
  throw new CountersignError('invalid-provider', message, provider.id)
}

export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function'

export function asynchronous({ id, name }: AnyProvider, what: string): CountersignError {
  const message = `${name}: ${what} gave a promise. What has to be waited for belongs in prepare. Correct the provider.`
  return new CountersignError('invalid-provider', message, id)
}

/** @throws {CountersignError} `invalid-patch` on what is neither a promise nor a generator */
export function checkedWork(provider: AnyProvider, work: unknown): MaybeWaiting<unknown> {
  if (isPromise(work) || typeof (work as { next?: unknown } | null | undefined)?.next === 'function')
    return work as MaybeWaiting<unknown>
  throw invalidPatch(provider, 'prepare gave no promise. Make it an async function or a generator.')
}

export const unsigned = (provider: AnyProvider): CountersignError =>
  invalidPatch(
    provider,
    'the patch is empty, so the request would go out unsigned. If it may go as it is, needs gives { …, asIs: REASON }.',
  )

export function needsWaiting(provider: AnyProvider | undefined, what: string): CountersignError {
  const message = `${provider?.name} cannot ${what} without waiting for a token, a signature or encryption. Use the asynchronous call.`
  return new CountersignError('needs-waiting', message, provider?.id)
}

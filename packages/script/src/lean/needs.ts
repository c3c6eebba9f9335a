import type { CountersignError } from '@countersign/core/errors'
import { invalidPatch } from '@countersign/core/patch'
import type { AnyProvider, Call, Needs } from '@countersign/core/provider'
import type { MaybeWaiting } from '@countersign/core/waiting'

export * from '@countersign/core/needs'

/**
 * What a request needs, by the word of Countersign's own providers and of compiled definitions, which each of them
 * gives. It stands in place of core's reading of any author's in their scripts.
 */
export const needsOf = (provider: AnyProvider, call: Call<unknown>): Needs => provider.needs?.(call) as Needs

export const isPromise = (_value: unknown): boolean => false

export const asynchronous = ({ name }: AnyProvider, what: string): Error => new Error(`${name}: ${what}`)

export const checkedWork = (_provider: AnyProvider, work: unknown) => work as MaybeWaiting<unknown>

export const unsigned = (provider: AnyProvider): CountersignError =>
  invalidPatch(provider, 'the patch is empty, so the request would go out unsigned.')

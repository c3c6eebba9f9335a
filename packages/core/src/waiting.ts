/**
 * Work that may have to wait, written once and run with promises or without: a generator that yields each thing it
 * waits for. Inside it, `yield*` stands where an async function has `await`.
 * @example
 * ```ts
 * import { wait } from '@countersign/core'
 * function* work(): Waiting<string> {
 *   return yield* wait(() => Promise.resolve('signature'))
 * }
 * ```
 */
export type Waiting<Result> = Generator<Wait, Result, unknown>

/**
 * One thing to wait for: how to get it with a promise, and at once if the host can.
 * @example const one: Wait = { later: () => Promise.resolve(1), now: () => 1 }
 */
export interface Wait {
  later(): Promise<unknown>
  /** The same at once; absent if the host cannot. */
  now?: (() => unknown) | undefined
}

/**
 * Waits for one thing. `now` is absent on a host that cannot get it without a promise.
 * @example
 * ```ts
 * import type { Waiting } from '@countersign/core'
 * function* work(): Waiting<string> {
 *   return yield* wait(() => Promise.resolve('signature'))
 * }
 * ```
 */
export function* wait<Result>(
  later: () => Promise<Result>,
  now?: (() => Result) | undefined,
): Waiting<Result> {
  return (yield { later, now }) as Result
}

/**
 * Runs work that takes its promises. Rejects with what the work throws.
 * @param step how far it has come, if it was started already
 * @example
 * ```ts
 * import { wait } from '@countersign/core'
 * await withPromises(wait(() => Promise.resolve(1))) // 1
 * ```
 */
export async function withPromises<Result>(work: Waiting<Result>, step = work.next()): Promise<Result> {
  let at = step
  while (!at.done) at = await settled(work, at.value)
  return at.value
}

/** The outcome of a wait, handed to the work. */
const settled = <Result>(work: Waiting<Result>, { later }: Wait) =>
  later().then(
    (value) => work.next(value),
    (thrown) => work.throw(thrown),
  )

/**
 * Runs work to its end at once. What the work throws passes through.
 * @throws {Error} the one that `cannot` makes, if something can only be had with a promise
 * @example
 * ```ts
 * import { wait } from '@countersign/core'
 * withoutPromises(wait(() => Promise.resolve(1), () => 1), () => new Error('it needs a promise')) // 1
 * ```
 */
export function withoutPromises<Result>(work: Waiting<Result>, cannot: () => Error): Result {
  let at = work.next()
  while (!at.done) at = atOnce(work, at.value, cannot)
  return at.value
}

function atOnce<Result>(work: Waiting<Result>, { now }: Wait, cannot: () => Error) {
  // Not handed to the work, which would word it as a failure of its own.
  if (!now) throw cannot()
  let value: unknown
  try {
    value = now()
  } catch (thrown) {
    return work.throw(thrown)
  }
  return work.next(value)
}

/**
 * What an author wrote: an async function or a generator.
 * @example const work: MaybeWaiting<string> = Promise.resolve('signature')
 */
export type MaybeWaiting<Result> = Promise<Result> | Waiting<Result>

/**
 * The outcome of either, as a promise.
 * @example await promiseOf(Promise.resolve('signature')) // signature
 */
export const promiseOf = <Result>(work: MaybeWaiting<Result>): Promise<Result> =>
  isWaiting(work) ? withPromises(work) : work

/**
 * The outcome of either, inside other work.
 * @example
 * ```ts
 * import type { Waiting } from '@countersign/core'
 * function* work(): Waiting<string> {
 *   return yield* outcomeOf(Promise.resolve('signature'))
 * }
 * ```
 */
export function* outcomeOf<Result>(work: MaybeWaiting<Result>): Waiting<Result> {
  return isWaiting(work) ? yield* work : yield* wait(() => work)
}

export const isWaiting = <Result>(work: MaybeWaiting<Result>): work is Waiting<Result> =>
  Symbol.iterator in work

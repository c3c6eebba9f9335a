import type { Header } from '../message.js'
import type { Trace } from '../trace.js'
import type { SecretFilter } from './filter.js'

/** What a function returns; what it throws, now or later, holds no secret. */
export function guarded<Made>(run: () => Made, conceal: SecretFilter): Made {
  try {
    const made = run()
    if (!isPromise(made)) return made
    return made.then(undefined, (thrown: unknown) => rethrow(thrown, conceal)) as Made
  } catch (thrown) {
    return rethrow(thrown, conceal)
  }
}

function rewrite(texts: Record<string, unknown>, name: string, clean: string): void {
  try {
    texts[name] = clean
  } catch {
    // A frozen error keeps its text, so it is not thrown on.
    throw new Error(clean)
  }
}

const isPromise = (made: unknown): made is Promise<unknown> =>
  typeof (made as { then?: unknown } | null | undefined)?.then === 'function'

/** Throws an error again, without secrets in its texts. An error of a provider or a tool stays what it is. */
export function rethrow(thrown: unknown, conceal: SecretFilter): never {
  if (typeof thrown === 'string') throw conceal(thrown)
  if (typeof thrown !== 'object' || thrown === null) throw thrown
  const texts = thrown as Record<string, unknown>
  const { message } = texts
  // A stack begins with the message; it is made when it is read, which takes time.
  if (typeof message === 'string' && conceal(message) !== message) {
    rewrite(texts, 'message', conceal(message))
    if (typeof texts.stack === 'string') rewrite(texts, 'stack', conceal(texts.stack))
  }
  throw thrown
}

/** A trace that gets steps without secrets. */
export function concealedTrace(trace: Trace | undefined, conceal: SecretFilter): Trace | undefined {
  return trace && ((name, value) => trace(name, typeof value === 'string' ? conceal(value) : value))
}

/** The names of the headers that hold a secret in any spelling. */
export function secretHeaders(headers: readonly Header[], conceal: SecretFilter): string[] {
  return headers.flatMap(([name, value]) => (conceal(value) === value ? [] : [name]))
}

import type { Writable } from 'node:stream'
import {
  type AnyProvider,
  type Resolver,
  type SecretFilter,
  secretFilter,
  secretsAt,
  settingsOf,
} from '@countersign/core'

/** Secrets that are not settings of a provider. */
const MORE = ['COUNTERSIGN_TOKENS_SECRET', 'COUNTERSIGN_GATEWAY_SECRET']

/** The names of all secret settings of some providers. */
export const secretNames = (providers: readonly AnyProvider[]): ReadonlySet<string> =>
  new Set([
    ...providers.flatMap((provider) =>
      settingsOf(provider).flatMap(({ secret, variable }) => (secret ? [variable] : [])),
    ),
    ...MORE,
  ])

/** The secrets that a run of the program has seen. No message holds one. */
export class Secrets {
  readonly #known = new Set<string>()
  #filter: SecretFilter | undefined
  readonly #later: (() => void)[] = []

  add(values: Iterable<string>): void {
    for (const value of values) this.#known.add(value)
    this.#filter = undefined
  }

  /** Looks for more before the first message, which most runs do not write. */
  later(look: () => void): void {
    this.#later.push(look)
  }

  /** All secret settings of some providers that a resolver gives. */
  addSettings(providers: readonly AnyProvider[], resolve: Resolver): void {
    this.add(secretsAt(providers, resolve, MORE))
  }

  /** A message without the secrets. */
  readonly hidden = (text: string): string => {
    for (const look of this.#later.splice(0)) look()
    this.#filter ??= secretFilter([...this.#known])
    return this.#filter(text)
  }

  /** A stream for messages, in which no secret arrives. */
  guarded<Stream extends Writable>(stream: Stream): Stream {
    const send = stream.write.bind(stream) as (...args: unknown[]) => boolean
    let write: unknown = (chunk: unknown, ...rest: unknown[]) =>
      send(typeof chunk === 'string' ? this.hidden(chunk) : chunk, ...rest)
    return new Proxy(stream, {
      get(target, key) {
        if (key === 'write') return write
        const value = Reflect.get(target, key, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
      // A spinner puts its own in the way while it turns.
      set(target, key, value) {
        if (key !== 'write') return Reflect.set(target, key, value)
        write = value
        return true
      },
    })
  }
}

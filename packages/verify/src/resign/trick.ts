import type { HashName, Request } from '@countersign/core'
import { both, type Mistake } from '../search/mistake.js'

/** A call of a host's hash or HMAC, as a provider makes it. A hash has no key. */
export interface DigestCall {
  readonly algorithm: HashName
  readonly key?: Buffer
  readonly parts: readonly Buffer[]
}

/** A mistake of whoever signed, played on the provider's own code. */
export interface Trick extends Mistake {
  /** Signs this in place of the request. */
  readonly request?: Request
  /** Changes each call of a hash or an HMAC; `isLast` for the one that makes the signature. */
  readonly change?: (call: DigestCall, isLast: boolean) => DigestCall
  /** Makes the last of them in another way. */
  readonly run?: (call: DigestCall) => Buffer
  /** Makes the text of a hash that is not the last. */
  readonly text?: (call: DigestCall) => string
}

/** Two tricks as one. */
export function together(one: Trick, other: Trick): Trick {
  const [first, second] = [one.change, other.change]
  const change = first && second ? chained(first, second) : (first ?? second)
  return {
    ...both(one, other),
    ...(change && { change }),
    ...pick('request', one, other),
    ...pick('run', one, other),
    ...pick('text', one, other),
  }
}

const chained =
  (first: NonNullable<Trick['change']>, second: NonNullable<Trick['change']>): NonNullable<Trick['change']> =>
  (call, isLast) =>
    second(first(call, isLast), isLast)

function pick<Key extends 'request' | 'run' | 'text'>(key: Key, one: Trick, other: Trick): Pick<Trick, Key> {
  const value = other[key] ?? one[key]
  return (value === undefined ? {} : { [key]: value }) as Pick<Trick, Key>
}

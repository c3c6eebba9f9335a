import type { Bytes } from '@countersign/core'
import { type Algorithm, algorithms } from './algorithms.js'
import { type BodySource, bodies } from './bodies.js'
import type { Share } from './budget.js'
import { encodings } from './encodings.js'
import { type Again, inputOf, joined } from './input.js'
import { type Key, type KeySource, keys } from './keys.js'
import { type Body, both, CORRECT, type Mistake } from './mistake.js'
import { asClaimed, type StringToSign, stringsToSign } from './strings-to-sign.js'

export interface SearchSource {
  readonly again: Again
  readonly body: BodySource
  readonly key: KeySource
  readonly share: Share
}

/** Whether the signature is right over what the request claims, though that is in an unexpected form. */
export function matchesAsClaimed(again: Again): boolean {
  const { request, claimed, delimiter, signature, encoding } = again.reading
  const input = inputOf(again, request.body)
  const [algorithm] = algorithms
  if (!input || !algorithm) return false
  const [parts = input.parts] = asClaimed({ parts: input.parts, claimed })
  return algorithm.run(input.key, joined(parts, delimiter)).toString(encoding) === claimed[signature]
}

/** What was tried, if nothing matched. */
export interface Tried {
  readonly ways: number
  readonly bodies: number
  readonly keys: number
  readonly stringsToSign: number
  readonly cut: boolean
}

/** What was signed instead: the message of the HMAC, and the body in it. */
export interface SignedInput {
  readonly body: Buffer
  readonly message: Buffer
}

/** A mistake, and what was signed by it. */
export interface Cause extends Mistake {
  readonly signed: SignedInput
}

export type Outcome = { readonly cause: Cause } | { readonly cause?: undefined; readonly tried: Tried }

// Bodies up to this are tried together with a second mistake.
const SHORT = 65_536
// How many of each kind are tried together with another, the likeliest.
const WITH_ANOTHER = { bodies: 400, stringsToSign: 120, few: 12 }

/**
 * Searches for what was signed instead of what was expected: first one mistake, then two together, then a few
 * times three. A cause is given only if the signature then matches.
 */
export function search(source: SearchSource): Outcome {
  const { reading } = source.again
  if (source.share.spent) return { tried: { ways: 0, bodies: 0, keys: 0, stringsToSign: 0, cut: true } }
  const attempt = new Attempt(source, encodings(reading.claimed[reading.signature] ?? '', reading.encoding))
  const cause = attempt.one() ?? attempt.several()
  return cause ? { cause } : { tried: attempt.tried() }
}

class Attempt {
  readonly #source: SearchSource
  readonly #encodings: ReadonlyMap<string, Mistake>
  readonly #algorithms: readonly Algorithm[]
  readonly #bodies: Body[] = []
  #sent: Case | undefined
  #counts = { bodies: 0, keys: 0, stringsToSign: 0 }

  constructor(source: SearchSource, encoding: ReadonlyMap<string, Mistake>) {
    this.#source = source
    this.#encodings = encoding
    const lengths = new Set([...encoding.keys()].map((hex) => hex.length / 2))
    this.#algorithms = algorithms.filter(({ length }) => lengths.has(length))
  }

  tried(): Tried {
    const { share } = this.#source
    return { ...this.#counts, ways: share.tried, cut: share.spent }
  }

  /** One mistake. */
  one(): Cause | undefined {
    const body = this.#source.body.body
    const sent = this.#case({ ...CORRECT, body })
    this.#sent = sent
    if (!sent) return undefined
    this.#counts = { bodies: 1, keys: sent.keys.length, stringsToSign: sent.stringsToSign.length }
    const [key, text, algorithm] = [sent.keys[0], sent.stringsToSign[0], this.#algorithms[0]]
    if (!key || !text || !algorithm) return undefined
    return (
      this.#try(sent, text, key, algorithm) ??
      first(sent.keys.slice(1), (other) => this.#try(sent, text, other, algorithm)) ??
      this.#otherBodies() ??
      first(sent.stringsToSign.slice(1), (other) => this.#try(sent, other, key, algorithm)) ??
      first(this.#algorithms.slice(1), (other) => this.#try(sent, text, key, other))
    )
  }

  #otherBodies(): Cause | undefined {
    const short = this.#source.body.body.length <= SHORT
    for (const body of bodies(this.#source.body)) {
      this.#counts.bodies++
      if (short) this.#bodies.push(body)
      const found = this.#withBody(body, 1, 1)
      if (found || this.#source.share.spent) return found
    }
    return undefined
  }

  /** Two mistakes, and for the likeliest three. */
  several(): Cause | undefined {
    const sent = this.#sent
    if (!sent || this.#source.share.spent) return undefined
    const { stringsToSign: most, bodies: mostBodies, few } = WITH_ANOTHER
    return (
      this.#grid(sent, sent.stringsToSign.slice(1), sent.keys.slice(1)) ??
      first(this.#bodies.slice(0, mostBodies), (body) => this.#withBody(body, 1, Number.POSITIVE_INFINITY)) ??
      first(this.#bodies.slice(0, mostBodies), (body) => this.#withBody(body, most, 1)) ??
      first(this.#bodies.slice(0, few), (body) => this.#withBody(body, few, few))
    )
  }

  /** All of these stringsToSign with all of these keys, by each algorithm. */
  #grid(one: Case, someStrings: readonly StringToSign[], someKeys: readonly Key[]): Cause | undefined {
    return first(this.#algorithms, (algorithm) =>
      first(someStrings, (text) => first(someKeys, (key) => this.#try(one, text, key, algorithm))),
    )
  }

  #withBody(body: Body, mostStrings: number, mostKeys: number): Cause | undefined {
    const one = this.#case(body, mostStrings)
    return one && this.#grid(one, one.stringsToSign, one.keys.slice(0, mostKeys))
  }

  #case(body: Body, mostStrings = Number.POSITIVE_INFINITY): Case | undefined {
    const { again, key, share } = this.#source
    if (share.spent) return undefined
    const input = inputOf(again, body.body as Bytes)
    if (!input) return undefined
    const { delimiter, claimed } = again.reading
    const all: StringToSign[] = []
    for (const text of stringsToSign({ parts: input.parts, delimiter, claimed, body: body.body })) {
      if (all.push(text) >= mostStrings) break
    }
    return { body, stringsToSign: all, keys: this.#sent?.keys ?? keys(input.key, key) }
  }

  #try({ body }: Case, text: StringToSign, key: Key, algorithm: Algorithm): Cause | undefined {
    const length = text.message.reduce((sum, part) => sum + part.length, 0)
    if (!this.#source.share.spend(length + body.body.length)) return undefined
    const hex = algorithm.run(key.bytes, text.message).toString('hex')
    const encoding = this.#encodings.get(hex)
    if (!encoding) return undefined
    const mistake = [body, text, key, algorithm, encoding].reduce(both, CORRECT)
    return { ...mistake, signed: { body: body.body, message: Buffer.concat(text.message) } }
  }
}

interface Case {
  readonly body: Body
  readonly stringsToSign: readonly StringToSign[]
  readonly keys: readonly Key[]
}

function first<T, R>(all: readonly T[], look: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = look(one)
    if (found) return found
  }
  return undefined
}

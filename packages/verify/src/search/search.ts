import type { Bytes } from '@countersign/core'
import type { HmacReading } from '../reading.js'
import { type Algorithm, algorithms } from './algorithms.js'
import { type BodySource, bodies } from './bodies.js'
import type { Share } from './budget.js'
import { type Encodings, encodings } from './encodings.js'
import { type Again, inputOf, joined } from './input.js'
import { type Key, type KeySource, keys } from './keys.js'
import { type Body, both, CORRECT, type Mistake } from './mistake.js'
import type { StringToSign } from './string-source.js'
import { asClaimed, stringsToSign } from './strings-to-sign.js'

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
// How many of each kind are tried together with another, the likeliest: all pairs must fit into the share of a request.
const WITH_ANOTHER = { bodies: 400, keys: 100, stringsToSign: 160, few: 12 }

/**
 * Searches for what was signed instead of what was expected: first one mistake, then two together, then a few
 * times three. A cause is given only if the signature then matches.
 */
export function search(source: SearchSource): Outcome {
  const { reading } = source.again
  if (source.share.spent) return { tried: { ways: 0, bodies: 0, keys: 0, stringsToSign: 0, cut: true } }
  const attempt = new Attempt(source, encodings(reading.claimed[reading.signature] ?? '', reading.encoding))
  const cause = attempt.one() ?? attempt.several()
  return cause ? { cause: { ...cause, when: orBetween(cause.when, reading) } } : { tried: attempt.tried() }
}

/** A line end after the body is the same bytes as one between the body and what follows it. */
function orBetween(when: string, { delimiter, parts }: HmacReading): string {
  const next = parts[parts.indexOf('body') + 1]
  if (delimiter !== '' || !parts.includes('body') || next === undefined) return when
  return when.replace(
    /(?:body has|and has) a trailing (newline|CRLF)$/,
    (all, end) => `${all} (or there is ${end === 'CRLF' ? '"\\r\\n"' : '"\\n"'} between body and ${next})`,
  )
}

// Of SHA-512, in bytes.
const LONGEST_DIGEST = 64

class Attempt {
  readonly #source: SearchSource
  readonly #encodings: Encodings
  readonly #algorithms: readonly Algorithm[]
  readonly #bodies: Body[] = []
  #sent: Case | undefined
  #counts = { bodies: 0, keys: 0, stringsToSign: 0 }

  constructor(source: SearchSource, encoding: Encodings) {
    this.#source = source
    this.#encodings = encoding
    const longest = Math.max(0, ...encoding.lengths)
    this.#algorithms = algorithms.filter(({ length }) =>
      length === undefined ? longest > LONGEST_DIGEST : encoding.lengths.has(length),
    )
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
      const found = this.#withBody(body, 1, 1, this.#algorithms.slice(0, 1))
      if (found || this.#source.share.spent) return found
    }
    return undefined
  }

  /** Two mistakes, and for the likeliest three. */
  several(): Cause | undefined {
    const sent = this.#sent
    if (!sent || this.#source.share.spent) return undefined
    const { bodies: mostBodies, keys: mostKeys, stringsToSign: most, few } = WITH_ANOTHER
    const others = this.#bodies.slice(0, mostBodies)
    const [main, ...algorithms] = this.#algorithms
    const hmac = main ? [main] : []
    return (
      this.#grid(sent, sent.stringsToSign.slice(1, most), sent.keys.slice(1, mostKeys), hmac) ??
      first(others, (body) => this.#withBody(body, 1, mostKeys, hmac)) ??
      first(others, (body) => this.#withBody(body, most, 1, hmac)) ??
      this.#grid(sent, sent.stringsToSign, sent.keys.slice(0, 1), algorithms) ??
      this.#grid(sent, sent.stringsToSign.slice(0, 1), sent.keys, algorithms) ??
      first(others, (body) => this.#withBody(body, 1, 1, algorithms)) ??
      first([sent.body, ...others.slice(0, few)], (body) => this.#withBody(body, few, few, this.#algorithms))
    )
  }

  /** All of these stringsToSign with all of these keys, by each algorithm. */
  #grid(
    one: Case,
    someStrings: readonly StringToSign[],
    someKeys: readonly Key[],
    someAlgorithms: readonly Algorithm[],
  ): Cause | undefined {
    return first(someAlgorithms, (algorithm) =>
      first(someStrings, (text) => first(someKeys, (key) => this.#try(one, text, key, algorithm))),
    )
  }

  #withBody(
    body: Body,
    mostStrings: number,
    mostKeys: number,
    someAlgorithms: readonly Algorithm[],
  ): Cause | undefined {
    const one = this.#case(body, mostStrings)
    return one && this.#grid(one, one.stringsToSign, one.keys.slice(0, mostKeys), someAlgorithms)
  }

  #case(body: Body, mostStrings = Number.POSITIVE_INFINITY): Case | undefined {
    const { again, key, share } = this.#source
    if (share.spent) return undefined
    const input = inputOf(again, body.body as Bytes)
    if (!input) return undefined
    const { delimiter, claimed } = again.reading
    const requests = [again.reading.request, ...(body.request ? [body.request] : [])]
    const source = { parts: input.parts, delimiter, claimed, body: body.body, bodyHash: 'bodyHash', requests }
    const all: StringToSign[] = []
    for (const text of stringsToSign(source)) {
      if (all.push(text) >= mostStrings) break
    }
    return { body, stringsToSign: all, keys: this.#sent?.keys ?? keys(input.key, key) }
  }

  #try({ body }: Case, text: StringToSign, key: Key, algorithm: Algorithm): Cause | undefined {
    const length = text.message.reduce((sum, part) => sum + part.length, 0)
    if (!this.#source.share.spend(length + body.body.length)) return undefined
    const encoding = this.#encodings.matching(algorithm.run(key.bytes, text.message))
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

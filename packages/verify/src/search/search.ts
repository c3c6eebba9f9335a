import type { Bytes } from '@countersign/core'
import { type Algorithm, algorithms } from './algorithms.js'
import { type Body, type BodySource, bodies } from './bodies.js'
import type { Share } from './budget.js'
import { spellings } from './encodings.js'
import { type Again, type Material, materialOf } from './input.js'
import { type Key, type KeySource, keys } from './keys.js'
import { DUE, type Variant } from './mistake.js'
import { both, type Text, texts } from './strings-to-sign.js'

export interface SearchSource {
  readonly again: Again
  readonly body: BodySource
  readonly key: KeySource
  readonly share: Share
}

/** What was tried, for people, where nothing matched. */
export interface Tried {
  readonly ways: number
  readonly bodies: number
  readonly keys: number
  readonly texts: number
  readonly cut: boolean
}

export type Outcome = { readonly cause: Variant } | { readonly cause?: undefined; readonly tried: Tried }

// Bodies up to this are tried together with a second mistake.
const SHORT = 65_536
// How many of each kind are tried together with another, the likeliest.
const WITH_ANOTHER = { bodies: 400, texts: 120, few: 12 }

/**
 * Looks for what was signed in place of what is due, by trying: first one mistake, then two together, then a few
 * times three. A cause is given only where the signature then matches.
 */
export function search(source: SearchSource): Outcome {
  const { reading } = source.again
  const attempt = new Attempt(source, spellings(reading.written[reading.signature] ?? '', reading.encoding))
  const cause = attempt.one() ?? attempt.several()
  return cause ? { cause } : { tried: attempt.tried() }
}

class Attempt {
  readonly #source: SearchSource
  readonly #spelled: ReadonlyMap<string, Variant>
  readonly #algorithms: readonly Algorithm[]
  readonly #bodies: Body[] = []
  #sent: Case | undefined
  #counts = { bodies: 0, keys: 0, texts: 0 }

  constructor(source: SearchSource, spelled: ReadonlyMap<string, Variant>) {
    this.#source = source
    this.#spelled = spelled
    const lengths = new Set([...spelled.keys()].map((hex) => hex.length / 2))
    this.#algorithms = algorithms.filter(({ length }) => lengths.has(length))
  }

  tried(): Tried {
    const { share } = this.#source
    return { ...this.#counts, ways: share.tried, cut: share.spent }
  }

  /** One mistake. */
  one(): Variant | undefined {
    const body = this.#source.body.body
    const sent = this.#case({ ...DUE, body })
    this.#sent = sent
    if (!sent) return undefined
    this.#counts = { bodies: 1, keys: sent.keys.length, texts: sent.texts.length }
    const [key, text, algorithm] = [sent.keys[0], sent.texts[0], this.#algorithms[0]]
    if (!key || !text || !algorithm) return undefined
    return (
      this.#try(sent, text, key, algorithm) ??
      first(sent.keys.slice(1), (other) => this.#try(sent, text, other, algorithm)) ??
      this.#otherBodies() ??
      first(sent.texts.slice(1), (other) => this.#try(sent, other, key, algorithm)) ??
      first(this.#algorithms.slice(1), (other) => this.#try(sent, text, key, other))
    )
  }

  #otherBodies(): Variant | undefined {
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
  several(): Variant | undefined {
    const sent = this.#sent
    if (!sent || this.#source.share.spent) return undefined
    const { texts: most, bodies: mostBodies, few } = WITH_ANOTHER
    return (
      this.#grid(sent, sent.texts.slice(1), sent.keys.slice(1)) ??
      first(this.#bodies.slice(0, mostBodies), (body) => this.#withBody(body, 1, Number.POSITIVE_INFINITY)) ??
      first(this.#bodies.slice(0, mostBodies), (body) => this.#withBody(body, most, 1)) ??
      first(this.#bodies.slice(0, few), (body) => this.#withBody(body, few, few))
    )
  }

  /** All of these texts with all of these keys, by each algorithm. */
  #grid(one: Case, someTexts: readonly Text[], someKeys: readonly Key[]): Variant | undefined {
    return first(this.#algorithms, (algorithm) =>
      first(someTexts, (text) => first(someKeys, (key) => this.#try(one, text, key, algorithm))),
    )
  }

  #withBody(body: Body, mostTexts: number, mostKeys: number): Variant | undefined {
    const one = this.#case(body, mostTexts)
    return one && this.#grid(one, one.texts, one.keys.slice(0, mostKeys))
  }

  #case(body: Body, mostTexts = Number.POSITIVE_INFINITY): Case | undefined {
    const { again, key, share } = this.#source
    if (share.spent) return undefined
    const material: Material | undefined = materialOf(again, body.body as Bytes)
    if (!material) return undefined
    const { delimiter, written } = again.reading
    const all: Text[] = []
    for (const text of texts({ parts: material.parts, delimiter, written, body: body.body })) {
      if (all.push(text) >= mostTexts) break
    }
    return { body, texts: all, keys: this.#sent?.keys ?? keys(material.key, key) }
  }

  #try({ body }: Case, text: Text, key: Key, algorithm: Algorithm): Variant | undefined {
    const length = text.message.reduce((sum, part) => sum + part.length, 0)
    if (!this.#source.share.spend(length + body.body.length)) return undefined
    const hex = algorithm.run(key.bytes, text.message).toString('hex')
    const spelled = this.#spelled.get(hex)
    return spelled && [body, text, key, algorithm, spelled].reduce(both, DUE)
  }
}

interface Case {
  readonly body: Body
  readonly texts: readonly Text[]
  readonly keys: readonly Key[]
}

function first<T, R>(all: readonly T[], look: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = look(one)
    if (found) return found
  }
  return undefined
}

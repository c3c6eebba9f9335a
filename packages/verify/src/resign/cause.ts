import type { Bytes, Request } from '@countersign/core'
import { asBuffer } from '../bytes.js'
import { type BodySource, bodies } from '../search/bodies.js'
import type { Share } from '../search/budget.js'
import { type Encodings, encodings, type SignatureForm } from '../search/encodings.js'
import { both, CORRECT, type Mistake } from '../search/mistake.js'
import type { SignedInput } from '../search/search.js'
import { expectedAt } from './compare.js'
import type { Target } from './difference.js'
import { hashTricks } from './hash-tricks.js'
import type { Attempt, Lab } from './lab.js'
import { requestTricks } from './requests.js'
import { timeTricks } from './time-tricks.js'
import { type Trick, together } from './trick.js'
import { algorithmTricks, keyTricks, stringTricks } from './tricks.js'
import type { Watched } from './watched.js'

export interface CauseSource {
  /** A lab in which a trick is played from `setup` on. */
  readonly lab: (always?: Trick) => Lab
  readonly base: Request
  readonly target: Target
  /** Undefined if the signature is made by a private key alone. */
  readonly watched: Watched | undefined
  /** Which call makes the signature. */
  readonly last: number
  readonly body: BodySource
  readonly share: Share
  /** Hears what was signed instead of what was sent. */
  readonly noteSigned: (signed: SignedInput) => void
}

// Signing again costs as much as so many HMACs.
const COST = 30
// How many of each kind are tried together with another, the likeliest.
const WITH_ANOTHER = { keys: 25, bodies: 30, strings: 40 }

/**
 * Searches for what was done instead of what the provider does: one mistake, then two together. A cause is given only
 * if the signature then matches.
 */
export async function causeOf(source: CauseSource): Promise<{ cause?: Mistake; ways: number; cut: boolean }> {
  const { share } = source
  const cause = share.spent ? undefined : await new Search(source).run()
  return { ...(cause && { cause }), ways: share.tried, cut: share.spent }
}

class Search {
  readonly #source: CauseSource
  readonly #encodings: Encodings
  readonly #form: Form
  readonly #labs = new Map<Trick | undefined, Lab>()

  constructor(source: CauseSource) {
    this.#source = source
    this.#form = formOf(source.target.expected)
    this.#encodings = encodings(source.target.sent, this.#form === 'other' ? 'base64' : this.#form)
  }

  async run(): Promise<Mistake | undefined> {
    const { watched, base, body } = this.#source
    const keys = watched ? keyTricks(watched) : []
    const strings = watched ? [...stringTricks(watched)] : []
    return (
      (await this.#try(CORRECT)) ??
      (await this.#each(keys, (key) => this.#try(key, key))) ??
      (await this.#each(requestTricks(base, body.others()), (trick) => this.#try(trick))) ??
      (await this.#each(this.#bodies(), (trick) => this.#try(trick))) ??
      (await this.#each(strings, (trick) => this.#try(trick))) ??
      (watched && (await this.#each(this.#times(watched), (trick) => this.#try(trick)))) ??
      (watched &&
        (await this.#each([...algorithmTricks(watched), ...hashTricks(watched)], (trick) =>
          this.#try(trick),
        ))) ??
      (await this.#pairs(keys, strings))
    )
  }

  /** Two mistakes. */
  async #pairs(keys: readonly Trick[], strings: readonly Trick[]): Promise<Mistake | undefined> {
    const bodies = first(this.#bodies(), WITH_ANOTHER.bodies)
    const texts = strings.slice(0, WITH_ANOTHER.strings)
    const others = [...requestTricks(this.#source.base), ...bodies]
    const withKey = (key: Trick) =>
      this.#each([...others, ...texts], (other) => this.#try(together(key, other), key))
    return (
      (await this.#each(keys.slice(0, WITH_ANOTHER.keys), withKey)) ??
      (await this.#each(others, (other) => this.#each(texts, (text) => this.#try(together(other, text)))))
    )
  }

  *#bodies(): Generator<Trick> {
    const { base, body } = this.#source
    for (const { when, advice, body: bytes } of bodies(body))
      yield { when, advice, request: { ...base, body: bytes as Bytes } }
  }

  #times(watched: Watched): Iterable<Trick> {
    return timeTricks(watched, this.#encodings, this.#source.share)
  }

  async #each(
    tricks: Iterable<Trick>,
    look: (trick: Trick) => Promise<Mistake | undefined>,
  ): Promise<Mistake | undefined> {
    for (const trick of tricks) {
      if (this.#source.share.spent) return undefined
      const found = await look(trick)
      if (found) return found
    }
    return undefined
  }

  async #try(trick: Trick, always?: Trick): Promise<Mistake | undefined> {
    const { base, last, share } = this.#source
    const request = trick.request ?? base
    if (!share.spend(request.body.length, COST)) return undefined
    const attempt = await this.#lab(always).sign(request, { trick, last })
    const found = this.#matching(attempt, request)
    if (found) this.#note(attempt, request)
    return found && worded(both(trick, found))
  }

  /** What was hashed without a key may hold a secret. */
  #note({ heard }: Attempt, { body }: Request): void {
    const last = heard.calls.at(-1)
    if (last?.key) this.#source.noteSigned({ body: asBuffer(body), message: Buffer.concat(last.parts) })
  }

  #lab(always: Trick | undefined): Lab {
    const lab = this.#labs.get(always) ?? this.#source.lab(always)
    this.#labs.set(always, lab)
    return lab
  }

  /** Whether the signature is the one that was sent, and the encoding that it was sent in. */
  #matching({ signed }: Attempt, request: Request): Mistake | undefined {
    if (!signed?.provider) return undefined
    const { target } = this.#source
    const written = expectedAt(signed, request, target.written)
    const text = written === undefined ? undefined : target.read(written)
    if (text === target.sent) return CORRECT
    if (text === undefined || this.#form === 'other') return undefined
    const encoding = this.#form === 'HEX' ? 'hex' : this.#form
    return this.#encodings.matching(Buffer.from(text, encoding))
  }
}

type Form = SignatureForm | 'other'

function formOf(text: string): Form {
  if (/^(?:[0-9a-f]{2}){16,}$/.test(text)) return 'hex'
  if (/^(?:[0-9A-F]{2}){16,}$/.test(text)) return 'HEX'
  // Letters and digits alone are base64url, too: the padding tells.
  if (/^[A-Za-z0-9+/]{20,}={0,2}$/.test(text) && (text.length % 4 === 0 || /[+/]/.test(text))) return 'base64'
  return /^[A-Za-z0-9_-]{20,}$/.test(text) ? 'base64url' : 'other'
}

/** A signature that is right, in an encoding that is right for others. */
const worded = (mistake: Mistake): Mistake =>
  mistake.when === ''
    ? {
        when: 'the signature is read in another form',
        advice: 'Write it as the provider does: capitals, padding and alphabet.',
      }
    : mistake

function first<T>(all: Iterable<T>, most: number): T[] {
  const found: T[] = []
  for (const one of all) {
    if (found.length >= most) break
    found.push(one)
  }
  return found
}

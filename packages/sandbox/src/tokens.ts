import { randomBytes } from 'node:crypto'
import type { Examined } from './examination.js'
import { header, type Incoming } from './incoming.js'
import { checks, hidden, refusals } from './refusal.js'
import type { Asked, Times } from './verifier.js'

export interface Issued {
  readonly value: string
  /** Seconds since 1970. */
  readonly expiresAt: number
}

/** `once`: valid for one request. `many`: valid until it expires. `newest`: a new one ends all earlier ones. */
export type Rule = 'once' | 'many' | 'newest'

const check = checks(401, 'unauthorized')
const refuse = refusals(401, 'unauthorized')
/** How many tokens are remembered. */
const MOST = 200_000
/** Seconds for which an expired token is remembered, so that the client learns what is wrong. */
const AFTER = 3600
const random = () => randomBytes(32).toString('base64url')

const UNKNOWN = {
  newest: { name: 'tokenNewest', message: 'A newer token ended this one.', expected: 'the newest token' },
  known: { name: 'tokenKnown', message: 'The token is unknown.', expected: 'a token issued by this sandbox' },
}

/** What the refusal of an expired token says: times in seconds since 1970. */
export const ended = (expiresAt: number, now: number) => ({
  expected: `a token that ends after ${Math.floor(now)}`,
  got: `one that ended at ${Math.floor(expiresAt)}, ${Math.max(0, Math.floor(now) - Math.floor(expiresAt))} s before`,
})

interface Use {
  readonly expiresAt: number
  /** It had ended when it was issued, since that was requested. */
  readonly ended: boolean
  uses: number
}

/** The bearer token of a request. @throws {Refusal} if there is none */
export function bearer(request: Incoming): string {
  const authorization = header(request, 'authorization')
  const [, scheme = '', value = ''] = /^(Bearer|Hmac|Basic|Digest)(?:[ \t](.*))?$/i.exec(authorization) ?? []
  check(request, scheme.toLowerCase() === 'bearer', 'authorizationScheme', 'A bearer token is needed.', {
    expected: 'Authorization: Bearer …',
    got: scheme || (authorization === '' ? 'no Authorization header' : `no scheme: ${hidden(authorization)}`),
  })
  return value.replace(/^[ \t]+/, '')
}

/** Issued bearer tokens, forgotten some time after they expire. */
export class Tokens {
  readonly #issued = new Map<string, Use>()
  readonly #clock: () => number
  readonly #life: number
  readonly #rule: Rule

  constructor({ clock, tokenLifetime }: Times, life: number, rule: Rule) {
    this.#clock = clock
    this.#life = tokenLifetime ?? life
    this.#rule = rule
  }

  get #kind() {
    return this.#rule === 'newest' ? ('newest' as const) : ('known' as const)
  }

  get size(): number {
    return this.#issued.size
  }

  /** Issues a token; `make` gives its text from its end. */
  async issue(
    { tokenExpired = false }: Asked,
    make: (expiresAt: number) => Promise<string> | string = random,
  ) {
    const expiresAt = this.#clock() + (tokenExpired ? -60 : this.#life)
    const value = await make(expiresAt)
    if (this.#rule === 'newest') this.#issued.clear()
    this.#forget()
    this.#issued.set(value, { expiresAt, ended: tokenExpired, uses: 0 })
    return { value, expiresAt } satisfies Issued
  }

  /** Uses the token of a request. @throws {Refusal} if it is unknown, expired or used up */
  use(request: Examined, value: string, { tokenEndsAfter = Number.POSITIVE_INFINITY }: Asked): void {
    const token = this.#known(value)
    this.note(request, value)
    request.examination?.passed.push(UNKNOWN[this.#kind].name)
    // The verifier of a JWT has said already that it has not expired; it is whole seconds there.
    const told = this.#rule === 'newest' ? {} : request
    const finding = ended(token.expiresAt, this.#clock())
    check(told, this.#clock() < token.expiresAt, 'tokenExpiry', 'The token has expired.', finding)
    if (this.#rule === 'once')
      check(request, token.uses === 0, 'tokenUse', 'The token was used before.', {
        expected: 'an unused token',
        got: 'a used token',
      })
    if (token.uses >= tokenEndsAfter)
      refuse('tokenRevoked', 'The token was revoked early, as requested.', {
        expected: `at most ${tokenEndsAfter} uses`,
        got: `${token.uses} before this one`,
      })
    token.uses++
  }

  /** Notes for the page that a token had ended when it was issued. */
  note({ examination }: Examined, value: string): void {
    if (examination && this.#issued.get(value)?.ended) examination.endedToken = true
  }

  #known(value: string): Use {
    const token = this.#issued.get(value)
    if (token) return token
    const { name, message, expected } = UNKNOWN[this.#kind]
    return refuse(name, message, { expected, got: hidden(value) })
  }

  /** All live equally long, so the first in is the first out. */
  #forget(): void {
    const now = this.#clock()
    for (const [value, { expiresAt }] of this.#issued) {
      if (expiresAt + AFTER > now && this.#issued.size < MOST) return
      this.#issued.delete(value)
    }
  }
}

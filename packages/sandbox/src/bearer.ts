import { randomBytes } from 'node:crypto'
import { header, type Incoming } from './incoming.js'
import type { Fault, Times } from './options.js'
import { checks, hidden } from './refusal.js'

interface Issued {
  readonly expiresAt: number
  uses: number
}

const check = checks(401, 'unauthorized')

/** Issued bearer tokens, forgotten when they end. */
export class Tokens {
  readonly #issued = new Map<string, Issued>()
  readonly #times: Times
  readonly #life: number
  /** `once`: a token counts for one request. `newest`: a new one ends all before it. */
  readonly #rule: 'once' | 'many' | 'newest'

  constructor(times: Times, life: number, rule: 'once' | 'many' | 'newest') {
    this.#times = times
    this.#life = times.tokenLifetime ?? life
    this.#rule = rule
  }

  /** Issues a token; `make` gives its text from its end. */
  async issue(
    make: (expiresAt: number) => Promise<string> | string = () => randomBytes(32).toString('base64url'),
  ) {
    const expiresAt = this.#times.clock() + this.#life
    const value = await make(expiresAt)
    if (this.#rule === 'newest') this.#issued.clear()
    for (const [old, { expiresAt: end }] of this.#issued) {
      if (end + 60 >= this.#times.clock()) break
      this.#issued.delete(old)
    }
    this.#issued.set(value, { expiresAt, uses: 0 })
    return { value, expiresAt }
  }

  /** @throws {Refusal} where the request's bearer token does not count */
  verify(request: Incoming, fault: Fault): void {
    const authorization = header(request, 'authorization')
    const scheme = authorization.split(' ', 1)[0] ?? ''
    check(
      scheme.toLowerCase() === 'bearer',
      'authorizationScheme',
      'A bearer token is needed.',
      'Bearer',
      scheme || 'no Authorization header',
    )
    const value = authorization.slice(scheme.length).trim()
    const issued = this.#issued.get(value)
    const rule =
      this.#rule === 'newest' ? 'the newest token, which ends all before it' : 'a token that was issued here'
    if (!issued) {
      check(false, 'tokenKnown', 'The token is not known, or a newer one ended it.', rule, hidden(value))
      return
    }
    const now = this.#times.clock()
    const ended = now >= issued.expiresAt
    check(
      !ended,
      'tokenExpiry',
      'The token has expired.',
      `before ${issued.expiresAt}`,
      `it is ${Math.floor(now)}`,
    )
    const most = this.#rule === 'once' ? 1 : (fault.tokenEndsAfter ?? Number.POSITIVE_INFINITY)
    check(
      issued.uses < most,
      'tokenUse',
      'The token was used before.',
      'a token not used yet',
      `a token used ${issued.uses} times`,
    )
    issued.uses++
  }
}

import type { AnyProvider, Call } from '@countersign/core'
import type { Captured, Clock } from './capture/captured.js'
import { type Issued, likeIssued } from './issued.js'
import { cutProblem } from './read/bearer-token.js'
import type { AnyReader, Reading } from './reading.js'
import { spanOf } from './time.js'

/** What is wrong, with the name of the step it is about. */
export interface Problem {
  readonly name: string
  readonly text: string
  /** What to do about it. */
  readonly advice?: string
}

/** What the requests of a file say about each other: nonces used twice, tokens issued and ended. */
export class History {
  readonly #used = new Map<string, string>()
  readonly #issued: Issued[] = []
  readonly #noteSingleUse: ((name: string, value: string) => void) | undefined

  constructor(noteSingleUse?: (name: string, value: string) => void) {
    this.#noteSingleUse = noteSingleUse
  }

  /** Notes what may be sent only once. @returns a problem for each that was sent before */
  reuse({ singleUse = [] }: Reading, provider: string, label: string): Problem[] {
    return singleUse.flatMap(({ name, value }) => {
      this.#noteSingleUse?.(name, value)
      const key = `${provider} ${name} ${value}`
      const before = this.#used.get(key)
      if (before === undefined) this.#used.set(key, label)
      return before === undefined
        ? []
        : [{ name, text: `it was used before, in ${before}; each request needs a new one` }]
    })
  }

  /** Notes the token in the response to a request for one. */
  noteToken(provider: AnyProvider, { url, ...call }: Call<unknown>, { label, response }: Captured): void {
    try {
      const token = response && provider.tokens?.(url.origin, call).read(response())
      if (token && token !== 'again')
        this.#issued.push({
          provider: provider.id,
          name: provider.name,
          label,
          token: token.value,
          expiresAt: token.expiresAt,
        })
    } catch {
      // A response without a token: nothing to note.
    }
  }

  /** Whether a bearer token was still valid when it was sent. */
  bearer(
    { bearer }: Reading,
    { provider, newTokenEndsOld }: Pick<AnyReader, 'provider' | 'newTokenEndsOld'>,
    clocks: readonly Clock[],
  ): Problem[] {
    if (!bearer) return []
    const like = likeIssued(bearer.token, this.#issued, provider)
    if (like) return [{ name: 'bearer token', text: like }]
    const issued = this.#issued.filter((one) => one.provider === provider)
    const own = issued.filter(({ token }) => token === bearer.token).at(-1)
    const newest = issued.at(-1)
    const ends = own?.expiresAt ?? bearer.endsAt
    const late = clocks.find(({ seconds }) => ends !== undefined && seconds >= ends)
    if (late && ends !== undefined) {
      const text = `it ended ${spanOf(late.seconds - ends)} before ${late.from}; ask for a new one`
      return [{ name: 'bearer token', text }]
    }
    const cut = own ? undefined : cutProblem(bearer.token)
    if (cut) return [{ name: 'bearer token', text: cut }]
    if (!newTokenEndsOld || !newest || newest.token === bearer.token) return []
    const text = `it is not the newest: ${newest.label} got a newer one, which ended it`
    return [{ name: 'bearer token', text }]
  }
}

import {
  type AnyProvider,
  type Claim,
  createDecider,
  createSigner,
  type Decider,
  type Host,
  type Resolver,
  reasonOf,
  shown,
} from '@countersign/core'
import type { Captured } from './capture/captured.js'
import type { Case } from './case.js'
import type { Commands } from './commands.js'
import { shownMethod } from './described.js'
import type { Found } from './found.js'
import { type Held, heldSecrets } from './held.js'
import { History } from './history.js'
import { Neighbours } from './neighbours.js'
import { isPreflight, PREFLIGHT, passedThrough } from './pass-through.js'
import { readers as ours, readerOf } from './readers.js'
import type { AnyReader } from './reading.js'
import { type Before, beforeSigning } from './resign/before.js'
import { matchesSignedAgain, verifyBySigning } from './resign/verify-by-signing.js'
import { Budget } from './search/budget.js'
import type { KeySource } from './search/keys.js'
import type { SignedInput } from './search/search.js'
import { standardOf } from './standards/index.js'
import { mistakesByStandard, verifyByStandard } from './standards/verify-by-standard.js'
import type { Verdict } from './verdict.js'
import { matchesSignature, verifyRequest } from './verify-request.js'

export interface VerifyOptions {
  readonly providers: readonly AnyProvider[]
  readonly readers?: readonly AnyReader[]
  readonly settings: Resolver
  readonly host: Host
  /** The clock for requests without one, in seconds since 1970; the host's by default. */
  readonly at?: number
  /** How many ways to try for one request, at most. */
  readonly ways?: number
  /** Requests around these, which are not verified: something of them may have been signed, or a token that they got sent. */
  readonly around?: readonly Captured[]
  /** Values that a setting has in sources that do not apply, for "the wrong one of the two keys". */
  readonly otherValues?: (provider: string, setting: string) => KeySource['others']
  /** What to type to see more, for the verdicts to name; without it, none is named. */
  readonly commands?: Commands
  /** Hears what may be sent only once, a nonce say, of each request: for a memory that outlasts these. */
  readonly noteSingleUse?: (name: string, value: string) => void
  /** Hears what was signed instead of what was sent, if a cause is found: to be shown beside it. Holds no secret. */
  readonly noteSigned?: (label: string, signed: SignedInput) => void
}

// Ways to try for one request; all requests of a file share a budget besides.
const WAYS = 150_000

/** A request as it was before it was signed, with its own clock and nonce: to sign it again, step by step. */
export const beforeSigned = (captured: Captured, options: VerifyOptions): Promise<Before> =>
  new File([captured], options).before(captured)

/** Verifies the requests of a file, in its order, with the settings at hand. Sends nothing. */
export async function verifyFile(captures: readonly Captured[], options: VerifyOptions): Promise<Verdict[]> {
  const file = new File(captures, options)
  const verdicts: Verdict[] = []
  for (const captured of captures) verdicts.push(await file.verify(captured))
  return verdicts
}

class File {
  readonly #options: VerifyOptions
  readonly #decider: Decider
  readonly #held: Held
  readonly #signer
  readonly #history: History
  readonly #budget = new Budget()
  #hasCauses = false
  readonly #neighbours: Neighbours

  constructor(captures: readonly Captured[], options: VerifyOptions) {
    this.#neighbours = new Neighbours(captures, options.around)
    this.#options = options
    this.#history = new History(options.noteSingleUse)
    this.#decider = createDecider(options)
    this.#held = heldSecrets(options.providers, options.settings)
    this.#signer = createSigner({ decider: this.#decider, host: options.host })
    for (const captured of inTime(options.around ?? [])) this.#noteToken(captured)
  }

  /** Whatever the response of a request is a token to its provider, counts. */
  #noteToken(captured: Captured): void {
    try {
      const decision = this.#signer.decide(captured.request.url)
      if (decision.acts && captured.response)
        this.#history.noteToken(decision.provider, this.#case(captured, decision).call, captured)
    } catch {
      // Settings that are wrong are reported where they are needed.
    }
  }

  async verify(read: Captured): Promise<Verdict> {
    const captured = await this.#bestReading(read)
    const { label, request } = captured
    const about = {
      label,
      method: shownMethod(request.method),
      url: shown(this.#decider.conceal(request.url)),
      seen: captured.notes,
    }
    try {
      if (isPreflight(request)) return { ...about, ...PREFLIGHT }
      const decision = this.#signer.decide(request.url)
      if (!decision.acts)
        return { ...about, ...passedThrough(captured, decision, this.#signer.decide, this.#options.commands) }
      const { id, name } = decision.provider
      const found = await this.#judge(captured, decision)
      return { ...about, provider: id, name, ...this.#concealed(this.#once(found, label)) }
    } catch (thrown) {
      return { ...about, verdict: 'not-verified', why: reasonOf(thrown), unproven: reasonOf(thrown) }
    }
  }

  /** What is said of a request holds no secret, wherever it was. */
  #concealed<Said extends object>(said: Said): Said {
    const { conceal } = this.#decider
    return JSON.parse(JSON.stringify(said), (_name, value: unknown) =>
      typeof value === 'string' ? conceal(value) : value,
    )
  }

  async before(read: Captured): Promise<Before> {
    const captured = await this.#bestReading(read)
    const decision = this.#signer.decide(captured.request.url)
    if (!decision.acts) return { request: captured.request }
    return beforeSigning(this.#case(captured, decision), this.#reader(decision))
  }

  /** By the provider's reader, by the standard that it follows, or else by signing the request again. */
  #judge(captured: Captured, decision: Claim) {
    const [one, reader] = [this.#case(captured, decision), this.#reader(decision)]
    if (reader) return verifyRequest({ ...one, reader })
    const standard = standardOf(decision.provider)
    return standard ? verifyByStandard(one, standard) : verifyBySigning(one)
  }

  #reader({ provider }: Claim): AnyReader | undefined {
    return readerOf(provider, this.#options.readers ?? ours)
  }

  /** The likely causes are the same for all requests: they are listed once. */
  #once({ likely, ...found }: Found & { how: string }, label: string) {
    const isFirst = likely !== undefined && !this.#hasCauses
    if (isFirst) this.#hasCauses = true
    const next = this.#options.commands?.explain(label)
    return isFirst ? { ...found, likely, ...(next && { next }) } : found
  }

  /** The reading of a request with the fewest mistakes, the likeliest of those. */
  async #bestReading(captured: Captured): Promise<Captured> {
    let best = { captured, mistakes: captured.alternatives ? await this.#mistakes(captured) : 0 }
    for (const other of captured.alternatives ?? []) {
      if (best.mistakes === 0) break
      const mistakes = await this.#mistakes(other)
      if (mistakes < best.mistakes) best = { captured: other, mistakes }
    }
    return best.captured
  }

  /** How much of a reading is not as expected; without end if nobody claims it. */
  async #mistakes(captured: Captured): Promise<number> {
    try {
      const decision = this.#signer.decide(captured.request.url)
      if (!decision.acts) return Number.POSITIVE_INFINITY
      const [one, reader] = [this.#case(captured, decision), this.#reader(decision)]
      if (reader) return (await matchesSignature({ ...one, reader })) ? 0 : 1
      const standard = standardOf(decision.provider)
      if (standard) return await mistakesByStandard(one, standard)
      return (await matchesSignedAgain(one)) ? 0 : 1
    } catch {
      return Number.POSITIVE_INFINITY
    }
  }

  #case(captured: Captured, { provider, values, url }: Claim): Case {
    const { host, settings, at, otherValues } = this.#options
    const call = {
      request: captured.request,
      url,
      settings: this.#signer.ready(provider),
      host,
      trace: undefined,
    }
    const now = at === undefined ? { seconds: host.now(), from: 'now' } : { seconds: at, from: '--at' }
    return {
      captured,
      provider,
      decider: this.#decider,
      held: this.#held,
      call,
      values,
      clocks: captured.clocks.length > 0 ? captured.clocks : [now],
      history: this.#history,
      otherValues: (setting) => otherValues?.(provider.id, setting) ?? [],
      bodies: { others: () => this.#neighbours.of(captured), variable: variableIn(settings) },
      share: this.#budget.share(this.#options.ways ?? WAYS),
      noteSigned: this.#options.noteSigned,
    }
  }
}

/** By the time when they were sent. */
const inTime = (all: readonly Captured[]) =>
  [...all].sort(({ clocks: [one] }, { clocks: [other] }) => (one?.seconds ?? 0) - (other?.seconds ?? 0))

/** A variable of a template by its name; what every object has is not one. */
const variableIn = (settings: Resolver) => (name: string) => {
  const value: unknown = name in Object.prototype ? undefined : settings(name)
  return typeof value === 'string' ? value : undefined
}

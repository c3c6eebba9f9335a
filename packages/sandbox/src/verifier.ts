import type { Incoming } from './incoming.js'

/** What a provider's server is made of. */
export interface Verifier {
  /** What a client must be told, by the names it uses. */
  readonly env: Readonly<Record<string, string>>
  /** Where tokens are asked for; empty where there are none. */
  readonly tokenPaths: readonly string[]
  /** Judges a request and gives the answer. @throws {Refusal} */
  answer(request: Incoming, asked: Asked): Promise<Answer>
}

/** Faults that a verifier must know of: they are in the tokens, not in the answers. */
export interface Asked {
  /** Issue tokens that have ended. */
  readonly tokenExpired?: boolean
  /** How many requests a token is good for. */
  readonly tokenEndsAfter?: number | undefined
}

export interface Answer {
  readonly status: number
  readonly body: object | string
}

/** Times and bounds that verifiers share. */
export interface Times {
  /** Seconds since 1970. */
  readonly clock: () => number
  readonly tokenLifetime: number | undefined
  readonly maxAge: number
  readonly skew: number
  readonly remember: number
  readonly rememberMost: number
}

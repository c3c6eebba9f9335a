import type { Incoming } from './incoming.js'

/** What a provider's server is made of. */
export interface Verifier {
  /** The settings that a client needs, by name. */
  readonly env: Readonly<Record<string, string>>
  /** Paths of token requests; empty if the provider has no tokens. */
  readonly tokenPaths: readonly string[]
  /** It holds a time in the request against its clock. */
  readonly checksTime: boolean
  /** Verifies a request and returns the response. @throws {Refusal} */
  respond(request: Incoming, asked: Asked): Promise<ProviderResponse>
}

/** Faults that a verifier must know of: they lie in the tokens, not in the responses. */
export interface Asked {
  /** Issue tokens that have already expired. */
  readonly tokenExpired?: boolean
  /** How many requests a token is valid for. */
  readonly tokenEndsAfter?: number | undefined
}

export interface ProviderResponse {
  readonly status: number
  readonly body: object | string
  readonly headers?: Readonly<Record<string, string>>
  /** What was accepted although it is fragile; empty or absent if nothing was. */
  readonly notes?: readonly string[]
}

/**
 * Times and bounds that verifiers share.
 * @example
 * ```ts
 * const times: Times = {
 *   clock: () => Date.now() / 1000, tokenLifetime: 300, maxAge: 300, skew: 30, remember: 3600, rememberMost: 1000,
 * }
 * ```
 */
export interface Times {
  /** The clock, in seconds since 1970. */
  readonly clock: () => number
  /** Seconds for which a token holds; undefined: as the definition says. */
  readonly tokenLifetime: number | undefined
  /** Seconds after which a timestamp is too old. */
  readonly maxAge: number
  /** Seconds that a timestamp may lie in the future. */
  readonly skew: number
  /** Seconds for which a nonce is remembered. */
  readonly remember: number
  /** How many nonces are remembered at most. */
  readonly rememberMost: number
}

/** PEM: the server's certificate and key, and the authority that signs client certificates. */
export interface Tls {
  readonly cert: string
  readonly key: string
  readonly ca: string
}

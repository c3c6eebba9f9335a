import type { Encoding } from '@countersign/core/host'
import type { Request } from '@countersign/core/message'
import type { Call } from '@countersign/core/provider'
import type { Values } from '@countersign/core/settings'

/** One thing that the vendor checks, in its word (`timestamp`), as it was found in a request. */
export interface Check {
  readonly name: string
  /** What was seen and what is due, without a secret; absent where all is well. */
  readonly problem?: string
}

/** A signed time, and how far from the clock it may be, in seconds. */
export interface TimeReading {
  readonly name: string
  /** Seconds since 1970. */
  readonly seconds: number
  readonly maxAge: number
  readonly maxAhead: number
}

/** An HMAC as it stands in a request, with what it takes to make it again by the provider's own `sign`. */
export interface HmacReading<Ready = unknown> {
  readonly request: Request
  readonly settings: Ready
  /** What the host's nonce and clock must answer. */
  readonly nonce: string
  readonly now: number
  /** What stands in the request, by the names of the trace's steps and in their order. */
  readonly written: Readonly<Record<string, string>>
  /** Which of the steps is the signature, and how it is due to be written. */
  readonly signature: string
  readonly encoding: Encoding
  /** The setting that is the key. */
  readonly key: string
  /** The names of what is signed, in order, and what stands between. `body` is the body itself. */
  readonly parts: readonly string[]
  readonly delimiter: string
}

/** Something that may be sent once only: a nonce, a token. Never shown. */
export interface Once {
  readonly name: string
  readonly value: string
}

/** A request that was sent, read back. */
export interface Reading<Ready = unknown> {
  /** In a few words, how it is signed. */
  readonly how: string
  /** In the order of the vendor's page. */
  readonly checks: readonly Check[]
  readonly hmac?: HmacReading<Ready>
  readonly time?: TimeReading
  readonly once?: readonly Once[]
  /** The bearer token it carries, and when that says it ends (seconds since 1970). */
  readonly bearer?: { readonly token: string; readonly endsAt?: number }
  /** It asks for a token: its answer, where there is one, holds it. */
  readonly asksForToken?: boolean
  /** What can be seen and is worth saying, right or wrong. */
  readonly seen?: readonly string[]
}

/** A call with the values of its settings as they are written. */
export interface ReadCall<Ready = unknown> extends Call<Ready> {
  readonly values: Values
}

/**
 * What must be known of a provider to read its signed requests back: where nonce, time and signature stand, and
 * what the vendor would check. A value beside the provider, so that no tool carries it that only signs.
 */
export interface Reader<Ready = unknown> {
  /** The provider's id. */
  readonly provider: string
  /** A new token ends the one before. */
  readonly newTokenEndsOld?: boolean
  /** What the vendor will check of this request, in its order, for people. */
  vendorChecks(call: Call<Ready>): readonly string[]
  /** Reads a request that was sent; what it lacks is a check with a problem, never an error. */
  read(call: ReadCall<Ready>): Reading<Ready> | Promise<Reading<Ready>>
}

// As with AnyProvider: each gets back only what its own provider's setup made.
// biome-ignore lint/suspicious/noExplicitAny: `unknown` would refuse every reader with settings of its own
export type AnyReader = Reader<any>

import type { Encoding } from '@countersign/core/host'
import type { Request } from '@countersign/core/message'
import type { Call } from '@countersign/core/provider'
import type { Values } from '@countersign/core/settings'

/** One thing that the vendor checks, under its own name (`timestamp`), as found in a request. */
export interface Check {
  readonly name: string
  /** What was found and what was expected, without a secret; absent if all is well. */
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

/** An HMAC in a request, with what it takes to make it again with the provider's own `sign`. */
export interface HmacReading<Ready = unknown> {
  readonly request: Request
  readonly settings: Ready
  /** What the host's nonce and clock must return. */
  readonly nonce: string
  readonly now: number
  /** What the request claims, by the names of the trace's steps and in their order. */
  readonly claimed: Readonly<Record<string, string>>
  /** Claims that the vendor accepts in a form that Countersign does not write. */
  readonly accepted?: readonly string[]
  /** Which of the steps is the signature, and its encoding. */
  readonly signature: string
  readonly encoding: Encoding
  /** The setting that is the key. */
  readonly key: string
  /** The names of what is signed, in order, and the delimiter between them. `body` is the body itself. */
  readonly parts: readonly string[]
  readonly delimiter: string
}

/** Something that may be sent only once: a nonce, a token. Never shown. */
export interface SingleUse {
  readonly name: string
  readonly value: string
}

/** What was drawn for a request, by name: its time, and what may be sent once. */
export const drawnIn = ({ time, singleUse = [] }: Pick<Reading, 'time' | 'singleUse'>): string[] =>
  [...(time ? [time] : []), ...singleUse].map(({ name }) => name).filter((name) => !/token$/.test(name))

/** What a reader finds in a request that was sent. */
export interface Reading<Ready = unknown> {
  /** In a few words, how it is signed. */
  readonly how: string
  /** In the order of the vendor's page. */
  readonly checks: readonly Check[]
  readonly hmac?: HmacReading<Ready>
  readonly time?: TimeReading
  readonly singleUse?: readonly SingleUse[]
  /** The bearer token it carries, and when that says it ends (seconds since 1970). */
  readonly bearer?: { readonly token: string; readonly endsAt?: number }
  /** It asks for a token: its response, if there is one, holds it. */
  readonly asksForToken?: boolean
  /** What is worth saying, whether the request is right or wrong. */
  readonly notes?: readonly string[]
}

/** A call with the values of its settings as they were given. */
export interface ReadCall<Ready = unknown> extends Call<Ready> {
  readonly values: Values
}

/**
 * What must be known of a provider to read its signed requests: where nonce, time and signature are, and what the
 * vendor would check. It is kept apart from the provider, so that tools that only sign do not carry it.
 */
export interface Reader<Ready = unknown> {
  /** The provider's id. */
  readonly provider: string
  /** A new token ends the one before. */
  readonly newTokenEndsOld?: boolean
  /** What the vendor will check of this request, in its order, for people. */
  vendorChecks(call: Call<Ready>): readonly string[]
  /** Reads a request that was sent; what is missing is a check with a problem, never an error. */
  read(call: ReadCall<Ready>): Reading<Ready> | Promise<Reading<Ready>>
}

// As with AnyProvider: each gets back only what its own provider's setup made.
// biome-ignore lint/suspicious/noExplicitAny: `unknown` would refuse every reader with settings of its own
export type AnyReader = Reader<any>

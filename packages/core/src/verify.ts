import type { Encoding } from './host.js'
import type { Request } from './message.js'
import type { AnyProvider, Call } from './provider.js'
import { imburseVerifier } from './providers/imburse/verify.js'
import { inqudVerifier } from './providers/inqud/verify.js'
import { mastercardVerifier } from './providers/mastercard/verify.js'
import { sendpaymentsVerifier } from './providers/sendpayments/verify.js'
import type { Values } from './settings.js'

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
export interface VerifyCall<Ready = unknown> extends Call<Ready> {
  readonly values: Values
}

/**
 * What must be known of a provider to read its signed requests back: where nonce, time and signature stand, and
 * what the vendor would check. A value beside the provider, so that no tool carries it that only signs.
 */
export interface Verifier<Ready = unknown> {
  /** The provider's id. */
  readonly provider: string
  /** A new token ends the one before. */
  readonly newTokenEndsOld?: boolean
  /** What the vendor will check of this request, in its order, for people. */
  vendorChecks(call: Call<Ready>): readonly string[]
  /** Reads a request that was sent; what it lacks is a check with a problem, never an error. */
  read(call: VerifyCall<Ready>): Reading<Ready> | Promise<Reading<Ready>>
}

// As with AnyProvider: each gets back only what its own provider's setup made.
// biome-ignore lint/suspicious/noExplicitAny: `unknown` would refuse every verifier with settings of its own
export type AnyVerifier = Verifier<any>

/** The verifiers of the providers that Countersign brings. */
export const verifiers: readonly AnyVerifier[] = [
  imburseVerifier,
  inqudVerifier,
  sendpaymentsVerifier,
  mastercardVerifier,
]

/** The verifier of a provider among `all`. */
export function verifierOf(provider: Pick<AnyProvider, 'id'>, all = verifiers): AnyVerifier | undefined {
  return all.find((one) => one.provider === provider.id)
}

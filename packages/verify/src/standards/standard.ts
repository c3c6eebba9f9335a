import type { AnyProvider, Call, Data, Values } from '@countersign/core'
import { asBuffer } from '../bytes.js'
import type { Case } from '../case.js'
import type { Problem } from '../history.js'
import type { TimeReading } from '../reading.js'
import type { Mistake } from '../search/mistake.js'

/** A request of a provider that follows a standard, with the settings that it is held against. */
export interface Signed {
  readonly one: Case
  readonly provider: AnyProvider
  readonly call: Call<unknown>
  /** The provider's settings, defaults included. */
  readonly values: Values
  readonly body: Data
  /** The name of a setting in every tool. */
  readonly variable: (name: string) => string
}

/** The bytes of the body. */
export const bodyOf = ({ body }: Signed): Buffer => asBuffer(body)

/** One mistake of whoever signed, as a change of what goes into the signature. */
export interface Variation<Draft> extends Mistake {
  /** Two of one kind are not tried together. */
  readonly kind: 'key' | 'body' | 'text' | 'order' | 'form' | 'base' | 'scope'
  readonly change: (draft: Draft) => Draft
}

/** A signature in a request, and how it is made from what the request says. */
export interface Signature<Draft = unknown> {
  /** The standard's name for it, as in `oauth_signature`. */
  readonly name: string
  readonly sent: string
  readonly draft: Draft
  /** What is signed. */
  readonly input: (draft: Draft) => string | Uint8Array
  /** The signature as it must be written; undefined if it is by a private key and cannot be made again. */
  readonly expected?: (draft: Draft) => Buffer
  readonly encoding: 'hex' | 'base64' | 'base64url'
  /** Whether the signature that was sent is right: of one by a private key. */
  readonly holds?: (draft: Draft) => boolean
  /** How the signature is written, if that is not how the standard writes it: of one by a private key. */
  readonly form?: Mistake
  /** How many hashes a try of `holds` costs, if it is not an operation of the key each time. */
  readonly cost?: number
  /** Why it cannot be by the key, if that can be seen. */
  readonly suspect?: string
  /** It is by the key, whatever it signs. */
  readonly isByKey?: boolean
  readonly variations: () => Iterable<Variation<Draft>>
}

/** What was found in a request, in the standard's words. */
export interface StandardReading {
  readonly problems: readonly Problem[]
  /** What may explain a signature that does not match, and is no problem otherwise. */
  readonly suspects?: readonly Problem[]
  readonly notes?: readonly string[]
  readonly time?: TimeReading
  readonly singleUse?: readonly { readonly name: string; readonly value: string }[]
  /** Absent if the request carries none that can be checked. */
  // biome-ignore lint/suspicious/noExplicitAny: each signature reads back its own draft
  readonly signature?: Signature<any>
  /** Nothing is signed, and why. */
  readonly asIs?: string
}

/** How requests of a standard are signed, written from its text and apart from what signs. */
export interface Standard {
  /** The settings by which a provider of it is known. */
  readonly settings: readonly string[]
  /** How a request is signed, in a few words. */
  how(signed: Signed): string
  read(signed: Signed): StandardReading | Promise<StandardReading>
  /** The secret settings whose values, or public parts, are sent. */
  sends?(values: Values): readonly string[]
  /** What the server will check, in its order, for people; by default what the provider writes. */
  checks?(provider: AnyProvider): readonly string[]
}

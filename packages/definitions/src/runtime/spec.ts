import type { Example, Setting, Written } from '@countersign/core'
import type { Run } from './context.js'

/** A step: its name, its line in the file, and what it does. A hidden one holds a secret or a key. */
export interface StepSpec<Code = Run> {
  readonly name: string
  readonly line: number
  readonly run: Code
  readonly hidden?: boolean
  /** Only the request for a token takes it. */
  readonly forToken?: boolean
}

/** A header that is sent. An optional one is left out if it is empty. */
export interface HeaderSpec<Code = Run> extends StepSpec<Code> {
  readonly optional?: boolean
}

/** A definition, compiled: what a bundle carries of it. */
export interface Spec<Code = Run> {
  readonly id: string
  readonly name: string
  /** The file's name, for messages. */
  readonly file: string
  readonly sources?: readonly string[]
  readonly hosts: readonly string[]
  readonly paths?: readonly string[]
  readonly baseUrl?: string
  readonly settings: readonly Setting[]
  readonly examples?: readonly Example[]
  /** In a few words, how it signs. */
  readonly how: string
  /** The body is signed or changed. */
  readonly coversBody: boolean
  readonly nonce?: { readonly called: string; readonly pattern: RegExp }
  readonly written?: Written
  readonly steps: readonly StepSpec<Code>[]
  readonly headers: readonly HeaderSpec<Code>[]
  /** Headers whose values are hidden. */
  readonly secrets: readonly string[]
  readonly query?: StepSpec<Code>
  readonly body?: StepSpec<Code>
  readonly token?: TokenSpec<Code>
}

/** How a token is obtained. */
export interface TokenSpec<Code = Run> {
  readonly line: number
  /** The steps that its request takes, by their places among all steps. */
  readonly steps: readonly number[]
  readonly url: StepSpec<Code>
  readonly method: string
  readonly headers: readonly HeaderSpec<Code>[]
  /** Its headers that are made of something; their values are hidden. */
  readonly secrets: readonly string[]
  readonly body?: StepSpec<Code>
  readonly value: readonly string[]
  readonly expires?: readonly string[]
  readonly lifetime?: number
  readonly use: 'once' | 'until-expiry'
  readonly exclusive?: boolean
  /** Its request has to wait for a signature by a private key. */
  readonly waits?: boolean
  /** The settings that its request is made of. */
  readonly settings: readonly string[]
  /** The token is sent as it is in `Authorization: Bearer`, so a request may bring its own. */
  readonly isBearer?: boolean
}

/** A definition whose code is in another form. */
export function mapped<From, To>(spec: Spec<From>, change: (code: From) => To): Spec<To> {
  const one = <Step extends StepSpec<From>>(step: Step) => ({ ...step, run: change(step.run) })
  const { query, body, token, ...others } = spec
  return {
    ...others,
    steps: spec.steps.map(one),
    headers: spec.headers.map(one),
    ...(query && { query: one(query) }),
    ...(body && { body: one(body) }),
    ...(token && {
      token: {
        ...token,
        url: one(token.url),
        headers: token.headers.map(one),
        ...(token.body && { body: one(token.body) }),
      },
    }),
  } as unknown as Spec<To>
}

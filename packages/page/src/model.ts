/** What the server sends to the browser, as JSON. Strings hold no secret that was configured from outside. */

/** A line of the list. */
export interface Row {
  readonly id: number
  /** Grows with each change of any row. */
  readonly version: number
  readonly provider: string
  readonly method: string
  readonly target: string
  /** Seconds since 1970. */
  readonly at: number
  readonly verdict: 'waiting' | 'accepted' | 'refused'
  readonly status: number
  readonly token: boolean
  readonly reason: string
  /** Its bodies were let go, since newer ones took their place. */
  readonly dropped?: boolean
}

export interface Bytes {
  readonly base64: string
  /** Of the whole, in bytes. */
  readonly length: number
  /** Only its beginning is here. */
  readonly cut?: boolean
  /** It held a secret from outside, which is not here. */
  readonly masked?: boolean
}

export type Pair = readonly [name: string, value: string]

/** Why a request was refused. */
export interface Cause {
  readonly why: string
  readonly advice?: string
  readonly step?: string
  readonly seen: readonly string[]
  readonly tried?: string
  readonly likely?: readonly string[]
  readonly next?: string
  /** The exchange for the token that this request would have needed, which got none. */
  readonly first?: { readonly id: number; readonly refused: boolean; readonly reason: string }
  /** What was signed instead, and what came, if they differ. */
  readonly signed?: { readonly what: 'body' | 'string to sign'; readonly signed: Bytes; readonly came: Bytes }
}

/** One request, whole. */
export interface Detail {
  readonly row: Row
  readonly origin: string
  readonly head: string
  readonly headers: readonly Pair[]
  readonly body: Bytes
  readonly opened?: Bytes
  readonly checks: readonly {
    readonly name: string
    readonly holds: boolean
    readonly message?: string
    readonly expected?: string
    readonly got?: string
  }[]
  readonly steps: readonly {
    readonly name: string
    readonly computed?: string | undefined
    readonly allowed?: string | undefined
    readonly sent?: string | undefined
  }[]
  readonly notes: readonly string[]
  /** What faults that were switched on did to it. */
  readonly faults: readonly { readonly text: string; readonly refused: boolean }[]
  readonly response?: {
    readonly status: number
    readonly head: string
    readonly headers: readonly Pair[]
    readonly body: Bytes
  }
  readonly cause?: Cause
  /** The cause is being looked for. */
  readonly looking?: boolean
  readonly curl?: string
}

export interface Copy {
  readonly label: string
  readonly text: string
}

export interface Provider {
  readonly id: string
  readonly name: string
  readonly origin: string
  readonly faults: readonly { readonly id: string; readonly label: string; readonly on: boolean }[]
  readonly start?: {
    readonly settings: readonly { readonly name: string; readonly value: string; readonly secret: boolean }[]
    readonly tools: readonly Copy[]
    readonly snippets: readonly Copy[]
  }
}

/** What the page is about. */
export interface About {
  readonly title: string
  readonly providers: readonly Provider[]
  readonly masks: boolean
}

/** What `verify` prints of one request. */
export interface Verified {
  readonly command: string
  readonly lines: readonly string[]
}

/** What a right request would have been. */
export interface Right {
  readonly notes: readonly string[]
  readonly requests: readonly { readonly text: string; readonly curl?: string }[]
}

/**
 * What the page shows: requests, told by whoever receives them. The sandbox of `@countersign/sandbox` reports such
 * events; anything else that sees requests can.
 */

/** A request arrived, whole. */
export interface ArrivedEvent {
  readonly type: 'request'
  /** Counted from 1. Each event of this request bears it. */
  readonly id: number
  readonly provider: string
  /** Where it was sent: `http://127.0.0.1:1234`. */
  readonly origin: string
  /** When it arrived, in seconds since 1970, by the clock that it is verified with. */
  readonly at: number
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  /** Names and values by turns, as sent. */
  readonly headers: readonly string[]
  readonly body: Buffer
  readonly bodyLength: number
}

/** A check by the vendor's name for it. */
export interface Check {
  readonly name: string
  readonly holds: boolean
  readonly message?: string
  readonly expected?: string
  readonly got?: string
}

/** A value of the scheme, by the vendor's name for it. */
export interface Step {
  readonly name: string
  /** What the vendor computes. */
  readonly computed?: string | undefined
  /** In words, if more than one value is allowed: `later than 1700000000`. */
  readonly allowed?: string | undefined
  /** What came. */
  readonly sent?: string | undefined
}

export interface CheckedEvent {
  readonly type: 'checks'
  readonly id: number
  readonly checks: readonly Check[]
  readonly steps: readonly Step[]
  /** The decrypted body, if it was encrypted. */
  readonly opened?: Buffer | undefined
}

export interface VerdictEvent {
  readonly type: 'verdict'
  readonly id: number
  readonly accepted: boolean
  /** It asks for a token. */
  readonly token: boolean
  /** The check that failed. */
  readonly check?: string | undefined
  readonly notes?: readonly string[] | undefined
  /** What faults that were switched on did to it. */
  readonly faults?: readonly FaultEffect[] | undefined
}

/** What a fault did to a request. */
export interface FaultEffect {
  /** `the response waits 3 s` */
  readonly text: string
  /** It is why the request was refused. */
  readonly refused: boolean
}

export interface RespondedEvent {
  readonly type: 'response'
  readonly id: number
  readonly at: number
  /** 0 if no response was sent. */
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

export type TrafficEvent = ArrivedEvent | CheckedEvent | VerdictEvent | RespondedEvent

/** A fault that a click switches on. Of one group, one at a time is on. */
export interface FaultSwitch {
  readonly id: string
  readonly label: string
  readonly group: string
}

/** Something to copy: settings in a tool's own format, or a program. */
export interface Copyable {
  readonly label: string
  readonly text: string
}

/** What a client of a provider needs. */
export interface Start {
  readonly settings: readonly {
    readonly name: string
    readonly value: string
    readonly secret: boolean
  }[]
  /** The settings for each tool. */
  readonly tools: readonly Copyable[]
  /** A program in each language that signs a request. */
  readonly snippets: readonly Copyable[]
}

export interface TrafficProvider {
  readonly id: string
  readonly name: string
  readonly origin: string
  readonly faults: readonly FaultSwitch[]
  readonly start?: Start
}

/** Where requests come from. */
export interface TrafficSource {
  /** The heading of the page. */
  readonly title: string
  readonly providers: readonly TrafficProvider[]
  /** Sends all events from now on. @returns what ends that */
  subscribe(listener: (event: TrafficEvent) => void): () => void
  /** Puts these faults of a provider into force, and ends all others. */
  setFaults?(provider: string, faults: readonly string[]): void
}

/** A request as an explainer gets it. */
export interface ArrivedRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
  readonly at: number
}

/** A request before or after one that is explained, and its response. */
export interface NearbyRequest extends ArrivedRequest {
  /** `#3` */
  readonly label: string
  readonly response?: Pick<RespondedEvent, 'status' | 'headers' | 'body' | 'at'>
}

/** Why a request is refused, as `countersign verify` says it. */
export interface Explanation {
  readonly verdict: 'verified' | 'not-verified' | 'not-claimed'
  readonly why: string
  readonly advice?: string
  readonly step?: string
  readonly seen: readonly string[]
  readonly tried?: string
  readonly likely?: readonly string[]
  readonly next?: string
  /** The earlier request that is to be looked at first: the exchange for a token that this one would have needed. */
  readonly first?: number
  /** All of it, as it is printed. */
  readonly lines: readonly string[]
  /** What was signed instead, if that was found. */
  readonly signed?: { readonly body: Uint8Array; readonly message: Uint8Array }
}

/** A request that would be accepted. */
export interface RightRequest {
  /** What to know before it is sent; empty if nothing. */
  readonly notes: readonly string[]
  readonly requests: readonly Omit<ArrivedRequest, 'at'>[]
}

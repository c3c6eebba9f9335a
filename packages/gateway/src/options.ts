import type { Header, Signer, Step } from '@countersign/core'
import type { Allowed } from './allow.js'
import type { Callers } from './caller.js'
import type { Route } from './target.js'
import type { Reach } from './upstream.js'

/** A request that passed, or did not, for a log. No header and no query is in it. */
export interface Passed {
  readonly method: string
  /** Without its query, which may hold a secret of the client. */
  readonly path: string
  readonly provider: string | undefined
  readonly status: number
  readonly milliseconds: number
  /** Why the gateway itself refused it. */
  readonly detail?: string
}

/** The body of a response, as the client got it. */
export interface RespondedBody {
  /** Its beginning: 64 KiB at most. */
  readonly bytes: Buffer
  /** Of the whole, in bytes. */
  readonly length: number
  /** It was sealed; it is not compressed any more, then. */
  readonly isOpened: boolean
}

/** A signed request as it left, and its response: for those who look. It holds credentials. */
export interface Exchanged {
  readonly provider: string
  readonly origin: string
  /** When it was signed, in seconds since 1970. */
  readonly at: number
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: readonly Header[]
  /** The token among the headers, if there is one. */
  readonly token?: string
  /** Undefined if it was streamed. */
  readonly body: Uint8Array | undefined
  /** The steps of the scheme, by the vendor's names. */
  readonly steps: readonly Step[]
  readonly status: number
  readonly responseHeaders: readonly Header[]
  /** Known when the response is over. It never fails. */
  readonly responseBody: Promise<RespondedBody>
}

export interface GatewayOptions extends Callers {
  readonly signer: Signer
  readonly routes: readonly Route[]
  /** How a provider's origin is reached. */
  readonly reach: (origin: string) => Reach
  /** Empty: everything is allowed. */
  readonly allowed: readonly Allowed[]
  /** Refuses requests that bring a credential, which are otherwise taken off. */
  readonly strict?: boolean
  /** Bytes of a body that is held, since the scheme covers it. Default 32 MiB. */
  readonly maxBody?: number
  /** Seconds without a byte from the provider. Default 300. */
  readonly timeout?: number
  readonly log?: (passed: Passed) => void
  /** Hears of each request that was sent and got a response. */
  readonly watch?: (exchanged: Exchanged) => void
}

export const MAX_BODY = 32 * 1024 * 1024
/** Of a response that may have to be opened, in bytes. */
export const MAX_OPENED = 256 * 1024 * 1024
export const TIMEOUT = 300

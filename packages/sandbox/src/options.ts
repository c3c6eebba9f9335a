import type { SandboxListener } from './events.js'
import type { OwnProvider } from './own/types.js'
import type { VerifierOptions } from './verifier-options.js'
import type { ProviderId } from './verifiers.js'

/**
 * One request, as the sandbox judged it.
 * @example const refused = (requests: readonly RequestRecord[]) => requests.filter(({ accepted }) => !accepted)
 */
export interface RequestRecord {
  /** Its id. */
  readonly provider: string
  readonly method: string
  /** With its query. */
  readonly path: string
  /** The HTTP status code; 0 if no response was sent: the fault `hang`. */
  readonly status: number
  readonly accepted: boolean
  /** It was sent to a token endpoint. */
  readonly token: boolean
  /** The check that failed; `fault` if the failure was requested. */
  readonly check?: string
  /** What was accepted although it is fragile. */
  readonly notes?: readonly string[]
}

/**
 * How a token endpoint can go wrong. `status`, `html` and `hang` issue no token, the others do. `slow` waits so many
 * seconds before its response; `status` is the HTTP status code.
 * @example const slow: TokenFault = { kind: 'slow', seconds: 3, times: 1 }
 */
export type TokenFault = (
  | { readonly kind: 'slow'; readonly seconds: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'hang' | 'cut-off' | 'garbled' | 'html' | 'empty' | 'no-token' | 'expired' }
) & {
  /** How many requests it affects. Default all. */
  readonly times?: number
}

/**
 * What goes wrong at a provider until the next fault.
 * @example const fault: Fault = { api: { status: 503, times: 2 }, clockSkew: -90 }
 */
export interface Fault {
  /** For token requests. */
  readonly token?: TokenFault
  /** An HTTP status code for API requests that would have been accepted; `times`: how many it affects, default all. */
  readonly api?: { readonly status: number; readonly times?: number }
  /** Seconds before the response to an API request. */
  readonly apiDelay?: number
  /** A token ends after this many uses; 0: immediately. */
  readonly tokenEndsAfter?: number
  /** Seconds by which the provider's clock is ahead of the real one; negative: behind. */
  readonly clockSkew?: number
}

/**
 * What a sandbox serves, and where; all of it may be left out.
 * @example const options: SandboxOptions = { providers: ['inqud'], port: 8080, onRequest: console.log }
 */
export interface SandboxOptions extends VerifierOptions {
  /** Default all. */
  readonly providers?: readonly ProviderId[]
  /** Providers of one's own, served after the others, over plain http. */
  readonly own?: readonly OwnProvider[]
  /** The first provider's port; each next provider gets the next port. Default: free ports. */
  readonly port?: number
  /** The address to listen at. Default 127.0.0.1. */
  readonly host?: string
  /** The largest body, in bytes; a larger one gets 413. Default 64 MiB. */
  readonly maxBody?: number
  /** Hears of each request once it is judged. */
  readonly onRequest?: (record: RequestRecord) => void
  /** Hears of each request what arrived, each check, the verdict and the response. Must not throw. */
  readonly onEvent?: SandboxListener
}

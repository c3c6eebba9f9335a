import type { Signer } from '@countersign/core'
import type { Allowed } from './allow.js'
import type { Callers } from './caller.js'
import type { Route } from './target.js'
import type { UpstreamTls } from './upstream.js'

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

export interface GatewayOptions extends Callers {
  readonly signer: Signer
  readonly routes: readonly Route[]
  /** What TLS to a provider's origin needs. */
  readonly tls: (origin: string) => UpstreamTls
  /** Empty: everything is allowed. */
  readonly allowed: readonly Allowed[]
  /** Refuses requests that bring a credential, which are otherwise taken off. */
  readonly strict?: boolean
  /** Bytes of a body that is held, since the scheme covers it. Default 32 MiB. */
  readonly maxBody?: number
  /** Seconds without a byte from the provider. Default 300. */
  readonly timeout?: number
  readonly log?: (passed: Passed) => void
}

export const MAX_BODY = 32 * 1024 * 1024
/** Of a response that may have to be opened, in bytes. */
export const MAX_OPENED = 256 * 1024 * 1024
export const TIMEOUT = 300

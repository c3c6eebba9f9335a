import type { Configured, Url } from '@countersign/core'
import type { Method } from './methods.js'
import type { SignedTarget } from './own-parameters.js'
import type { Protocol } from './protocol.js'

/** What is made of the settings. */
export interface Ready {
  readonly protocol: Protocol
  readonly targetOf: (url: Url) => SignedTarget
  readonly bodyHash: boolean
  readonly method: Method
  readonly provider: Configured
}

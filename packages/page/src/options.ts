import type { Explain } from './explaining.js'
import type { CurlOptions } from './export/curl.js'
import type { Limits } from './store/store.js'
import type { ArrivedRequest, RightRequest, TrafficSource } from './traffic.js'

export interface PageOptions {
  readonly source: TrafficSource
  /** Default: a free port. */
  readonly port?: number
  /** Looks for the cause of a refusal. It must not hold up the thread that serves requests. */
  readonly explain: Explain
  /** What a right request would have been; undefined if nobody can say. */
  readonly right?: (request: ArrivedRequest, opened: Buffer | undefined) => Promise<RightRequest | undefined>
  /** Hides secrets that were configured from outside. Everything that leaves the page's server has passed through it. */
  readonly conceal: (text: string) => string
  /** Whether there are such secrets. */
  readonly masks: () => boolean
  /** The command that verifies a request, given as HAR, in a file of that name: it must run as pasted. */
  readonly verifyCommand: (name: string, har: string) => string
  /** How curl reaches a provider. */
  readonly curl?: (provider: string) => CurlOptions
  readonly limits?: Limits
}

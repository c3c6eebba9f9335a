import type { Host } from '@countersign/core/host'
import type { AnyProvider } from '@countersign/core/provider'
import type { SyncTokenStore } from '@countersign/core/tokens'

/** What a k6 lends to the clients: stock k6 in JavaScript, an extension in Go. */
export interface K6Parts {
  /** What core may ask of it. With `cipher.sync`, `countersign.sync` also takes providers that encrypt. */
  readonly host: RuntimeHost
  /** Who owns the tokens of a provider's requests, if neither a broker nor `setup()` does. */
  ownTokens(provider: AnyProvider, drain: number): SyncTokenStore
}

/** A host whose requests for tokens may block, and which knows k6's conversions. */
export type RuntimeHost = Omit<Host, 'tokens'> & Required<Pick<Host, 'codec' | 'send' | 'sendSync'>>

/** The host of one client. */
export type ClientHost = RuntimeHost & { readonly tokens: SyncTokenStore }

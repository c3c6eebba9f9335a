import type { Host } from '@countersign/core/host'
import type { Data } from '@countersign/core/message'
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
export type RuntimeHost = Omit<Host, 'tokens'> &
  Required<Pick<Host, 'codec' | 'send' | 'sendSync'>> &
  Conversions

/** What each signed call needs, and takes longest in JavaScript. */
export interface Conversions {
  /**
   * A text as it is signed; undefined if half of a surrogate pair is in it. k6 keeps the bytes of a text that is no
   * UTF-8 (a response, a file) and sends them, though it shows U+FFFD: those are given, since they would be lost if the
   * text were joined to another.
   */
  textData(text: string): Data | undefined
  /**
   * The parameters of a call that is sent with both sets of headers, the second after the first: all others as they are,
   * but for `redirects`. k6 would send headers of ours along to wherever it is redirected.
   */
  paramsWith(
    params: object | null | undefined,
    headers: HeaderRecord,
    added: HeaderRecord | undefined,
  ): Record<string, unknown>
}

export type HeaderRecord = Readonly<Record<string, string>>

/** The host of one client. */
export type ClientHost = RuntimeHost & { readonly tokens: SyncTokenStore }

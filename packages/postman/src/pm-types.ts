import type { WebCrypto } from '@countersign/hosts/webcrypto'
import type { CryptoJs } from './crypto-js.js'

/** What is used of Postman's `pm`, which is alike in the app, the Postman CLI and Newman. */
export interface Pm {
  readonly info: { readonly iteration: number; readonly requestId: string }
  readonly variables: {
    get(name: string): unknown
    set(name: string, value: string): void
    unset(name: string): void
    replaceIn(text: string): string
    /** Of all scopes. */
    toObject(): object
  }
  /** In the app, and refusing everything in the Postman CLI. */
  readonly vault?: { get(name: string): Promise<unknown> }
  readonly request: PmRequest
  readonly response: {
    readonly code: number
    readonly headers: PmHeaders
    text(): string | undefined
  }
  readonly execution: { skipRequest(): void }
  readonly visualizer: { set(template: string, data: object): void }
  sendRequest(request: object, done: (error: unknown, response: Pm['response']) => void): void
  test(name: string, check: () => void): void
}

export interface PmHeader {
  readonly key: string
  readonly value: unknown
  readonly disabled?: boolean
}

export interface PmHeaders {
  all(): PmHeader[]
  clear(): void
  add(header: PmHeader): void
}

export interface PmRow {
  readonly key?: string | null
  readonly value?: unknown
  readonly disabled?: boolean
}

export interface PmBody {
  readonly mode?: string
  readonly disabled?: boolean
  readonly raw?: unknown
  readonly urlencoded?: { all(): PmRow[] }
  readonly graphql?: { query?: unknown; operationName?: unknown; variables?: unknown }
  readonly options?: { raw?: { language?: string } }
  isEmpty(): boolean
}

export interface PmRequest {
  readonly method: string
  readonly url: { toString(): string; toJSON(): object; update(url: string | object): void }
  readonly headers: PmHeaders
  body?: PmBody & { update(body: object): void }
  readonly auth?: {
    readonly type?: string
    parameters?(): { get(name: string): unknown } | undefined
  }
  authorizeUsing?(type: 'noauth'): void
  update(options: object): void
}

/** Globals of the sandbox that are used, and that are not in every tool. */
export interface SandboxGlobals {
  readonly crypto?: WebCrypto
  /** Loads the sandbox's own crypto-js. */
  cryptoJs?(): CryptoJs | undefined
}

import type { WebCrypto } from '@countersign/hosts/webcrypto'
import type { Console } from '../context.js'

/** What is used of `insomnia` in a script (Insomnia 10.1 to 13, the app and inso alike). */
export interface Insomnia {
  readonly info: { readonly requestId?: string; readonly iteration?: number }
  readonly variables: {
    get(name: string): unknown
    set(name: string, value: string): void
    /** A promise since May 2026. */
    replaceIn(text: string): string | Promise<string>
    /** Of all scopes. */
    toObject?(): object
  }
  /** From Insomnia 11 on, and only where the app allows it to scripts. */
  readonly vault?: { get(name: string): unknown }
  readonly request: ScriptRequest
  readonly response?: ScriptResponse
  readonly execution?: { skipRequest?(): void }
  sendRequest(request: object, done: (error: unknown, response: ScriptResponse) => void): Promise<unknown>
  test(name: string, check: () => void): void
}

export interface ScriptHeader {
  readonly key: string
  readonly value: unknown
  readonly disabled?: boolean
}

export interface ScriptHeaders {
  map<Result>(each: (header: ScriptHeader) => Result, context: object): Result[]
  clear(): void
}

export interface ScriptBody {
  readonly mode?: string
  readonly raw?: string
}

export interface ScriptRequest {
  readonly method: string
  readonly url: { toString(): string; update(url: string): void }
  readonly headers: ScriptHeaders
  addHeader(header: { key: string; value: string }): void
  readonly body?: ScriptBody & { update(body: object): void }
  readonly auth?: { toJSON(): AuthJson }
  readonly pathParameters?: readonly { readonly name: string; readonly value: string }[]
}

export interface AuthJson {
  readonly type?: string
  readonly bearer?: readonly { readonly key: string; readonly value: unknown }[]
}

export interface ScriptResponse {
  readonly code: number
  readonly headers?: ScriptHeaders
  text(): string
}

/** Where a script runs. */
export interface Script {
  readonly insomnia: Insomnia
  readonly console: Console
  /** All that a reason goes to: the global console is the only one that `inso` shows. */
  readonly consoles: readonly Console[]
  readonly crypto?: WebCrypto
}

/** What a script finds in its global object, which the app's policy hides from it. */
export interface ScriptGlobals {
  readonly console?: Console
}

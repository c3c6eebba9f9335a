/** What is used of the context that Insomnia hands to hooks and actions. */
export interface InsomniaRequest {
  getId(): string
  getUrl(): string
  getMethod(): string
  /** A value of the environment, rendered: normally text, but it may be anything JSON has. */
  getEnvironmentVariable(name: string): unknown
  /** All of the environment, if the app gives it. */
  getEnvironment?(): unknown
  /** Copies: a change in them changes nothing. */
  getHeaders(): { readonly name?: unknown; readonly value?: unknown }[]
  getParameters?(): { readonly name?: unknown; readonly value?: unknown }[]
  getAuthentication?(): unknown
  getBody(): unknown
}

/** What a request hook may change; a response hook sees the same request without these. */
export interface MutableRequest extends InsomniaRequest {
  setUrl(url: string): void
  /** Removes all headers of that name, in upper or lower case. */
  removeHeader(name: string): void
  /** Does nothing if there is one of that name. */
  addHeader(name: string, value: string): void
  removeParameter(name: string): void
  setBody(body: InsomniaBody): void
  settingFollowRedirects?(follow: 'off'): void
}

/** A body as Insomnia stores it; only some of these are there, and files may hold anything. */
export interface InsomniaBody {
  readonly mimeType?: string | null
  readonly text?: string
  readonly fileName?: string
  readonly params?: readonly InsomniaParameter[]
}

export interface InsomniaParameter {
  readonly name?: string
  readonly value?: string
  readonly type?: string
  readonly fileName?: string
  /** The Content-Type of a part, if it is text. */
  readonly multiline?: string | boolean
}

export interface InsomniaResponse {
  getStatusCode(): number
  /** Bytes as they came over the network. */
  getBytesRead?(): number
  getHeader(name: string): string | readonly string[] | null
  getHeaders?(): readonly { readonly name: string; readonly value: string }[] | undefined
  /** The body, its content encoding undone; a promise since Insomnia 11. */
  getBody(): unknown
  setBody(body: Uint8Array): unknown
}

export interface InsomniaApp {
  alert?(title: string, message?: string): unknown
  dialog?(title: string, body: unknown): unknown
}

export interface RequestContext {
  readonly app?: InsomniaApp
  readonly request: MutableRequest
}

export interface ResponseContext {
  readonly app?: InsomniaApp
  readonly request: InsomniaRequest
  readonly response: InsomniaResponse
}

/** An action sees the stored request, unrendered, and no environment. */
export interface ActionContext {
  readonly app?: InsomniaApp
}

export interface ActionModels {
  readonly request?: { readonly _id?: string; readonly name?: string }
}

/** Insomnia's console: in the app's developer tools, or in its log. */
export interface Console {
  log(line: string): void
  warn(line: string): void
  error(line: string): void
}

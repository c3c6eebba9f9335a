import type { Digests } from '@countersign/core/host'
import type { Header, Request, Response } from '@countersign/core/message'
import type { WebCrypto } from '@countersign/hosts/webcrypto'

/** A row of a form as the tool holds it, before its variables are filled in; disabled rows are not among them. */
export interface Row {
  readonly key: string
  readonly value: string
}

/** A body as the tool holds it, before its variables are filled in. */
export type ToolBody =
  | { readonly mode: 'none' }
  /** `json`: the tool takes comments out of it before it is sent. */
  | { readonly mode: 'raw'; readonly text: string; readonly json: boolean; readonly type: string }
  | { readonly mode: 'urlencoded'; readonly rows: readonly Row[] }
  | {
      readonly mode: 'graphql'
      readonly query?: string | undefined
      readonly operationName?: string | undefined
      /** A text is taken for JSON as it is. */
      readonly variables?: unknown
    }
  /** A script cannot see its bytes: a file, a multipart form. */
  | { readonly mode: 'unreadable'; readonly called: string; readonly instead?: string }

/** A request as the tool holds it: path variables in place, disabled rows left out, variables not yet filled in. */
export interface ToolRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly Header[]
  readonly body: ToolBody
  /** A bearer token or another scheme that the tool itself will put into `Authorization`, after the script. */
  readonly auth?: { readonly type: string; readonly bearer?: string } | undefined
}

/** What is to change in the tool's request. */
export interface Changes {
  readonly url: string
  /** All of them, in place of those that were there. */
  readonly headers: readonly Header[]
  /** The exact text to send, which the tool must not change any more; absent if the body stays as it is. */
  readonly body?: string
  /** The tool's own authorization, which would take the place of the `Authorization` among the headers, is to go. */
  readonly withoutAuth?: boolean
}

/** What a script may ask of the tool that runs it. Postman, Newman and Insomnia each give one. */
export interface Tool {
  /** For messages: `Newman`. */
  readonly name: string
  /** What to do if it has no secure random source: a command, for people. */
  readonly entropyHint?: string
  /** A variable of any scope, with the variables in it filled in. */
  variable(name: string): string | undefined
  /** The names of all variables, of empty ones too: so that a misspelt setting is no reason to leave a request alone. */
  names?(): readonly string[]
  /** A store of secrets beside the variables; rejects or gives undefined if it has none of that name. */
  secret?(name: string): Promise<string | undefined>
  /** Fills in variables, the dynamic ones with a new value each time. */
  render(text: string): string
  /** What more the tool does to a URL after the script than Postman's tools do, which percent-encode a little. */
  wireUrl?(url: string): string
  read(): ToolRequest
  /**
   * Makes the request one that cannot be sent, until `write` or the returned function: a tool that ends the script
   * early, at a timeout of its own, sends what then stands there.
   */
  withhold?(): () => void
  write(changes: Changes): void
  /** Variables that live for one run and are stored nowhere. */
  readonly run: {
    get(name: string): string | undefined
    set(name: string, value: string): void
    unset(name: string): void
  }
  /** What tells this request of this run from others: ids, counts. Not secret. */
  readonly context: string
  /** Asks for a token. */
  send(request: Request): Promise<Response>
  log(line: string): void
  /** Ends the run red: says the reason and stops the send. May not return. */
  refuse(reason: string): void
  /** Makes the tool wait until the returned function is called. */
  hold(): () => void
  readonly crypto?: WebCrypto | undefined
  /** Hash and HMAC: of the tool itself if it has them, so that a script need not carry them. */
  readonly digests: Digests
}

/** A response as a post-response script sees it. */
export interface ResponseTool
  extends Pick<
    Tool,
    'name' | 'variable' | 'names' | 'secret' | 'run' | 'log' | 'hold' | 'crypto' | 'context'
  > {
  readonly url: string
  readonly method: string
  readonly response: Response
  /** The request as it was sent, if the tool shows it: it is compared with what was signed. */
  sent?(): ToolRequest
  fail(reason: string): void
}

/** The same if a provider opens responses. */
export interface OpeningTool extends ResponseTool, Pick<Tool, 'digests'> {
  /** Shows the opened body beside the sealed one. */
  show(opened: string): void
}

/**
 * Bytes as they travel: `Uint8Array<ArrayBuffer>`, in words that TypeScript before 5.7 understands, too.
 * @example const bytes: Bytes = new Uint8Array([1, 2, 3])
 */
export type Bytes = ReturnType<Uint8Array['slice']>

/**
 * Bytes, or a text that stands for its UTF-8 bytes. A text is well formed: {@link wellFormed} refuses lone
 * surrogates. Hosts hash either without a copy, which is why a body may stay a text (in k6 a conversion in
 * JavaScript costs more than the signature).
 * @example const bodies: readonly Data[] = ['{"amount": 50}', new Uint8Array([0, 1])]
 */
export type Data = Bytes | string

/**
 * A header as it is written: name and value, in order, repeated if it is repeated.
 * @example const header: Header = ['Content-Type', 'application/json']
 */
export type Header = readonly [name: string, value: string]

/**
 * A request as a tool is about to send it. No body and an empty body are the same: `''` or no bytes.
 * @example const request: Request = { method: 'POST', url: 'https://api.acme.com/', headers: [], body: '{}' }
 */
export interface Request {
  /** As it is sent: a method's letter case counts (RFC 9110 section 9.1). */
  readonly method: string
  /** In full, as it is sent: nothing is encoded anew. */
  readonly url: string
  /** In order, repeated ones as they are sent. */
  readonly headers: readonly Header[]
  /** Exactly the bytes that are sent, or the text whose UTF-8 they are. */
  readonly body: Data
}

/**
 * What is needed to send a request.
 * @example const request: ToSend = { method: 'GET', url: 'https://api.acme.com/', headers: [] }
 */
export type ToSend = Omit<Request, 'body'> & { readonly body?: Data }

/**
 * A request to send, as `fetch(request.url, request)` takes it: without a `body` if that is empty.
 * @example const send = (request: SignedRequest) => fetch(request.url, request)
 */
export interface SignedRequest {
  readonly method: string
  readonly url: string
  readonly headers: [name: string, value: string][]
  readonly body?: Data
}

/**
 * A response as a tool received it, its content encoding (gzip, …) already undone.
 * @example const response: Response = { status: 200, headers: [['Content-Type', 'application/json']], body: '{}' }
 */
export interface Response {
  /** The HTTP status code. */
  readonly status: number
  /** In order, repeated ones as they came. */
  readonly headers: readonly Header[]
  /** Its bytes, or its text if the tool has read them as UTF-8. */
  readonly body: Data
}

/**
 * What a provider changes in a request. Exact: an unknown key, a promise, or a patch that changes nothing is refused.
 * @example const patch: Patch = { headers: { 'X-Signature': '1f' }, query: [['timestamp', '1499827319559']] }
 */
export interface Patch {
  /** Each replaces all of its name. */
  readonly headers?: Readonly<Record<string, string>> | readonly Header[]
  /**
   * Added at the end of the query: pairs are percent-encoded (RFC 3986), a text is appended as it stands. Scheme, host
   * and path cannot change.
   */
  readonly query?: readonly (readonly [name: string, value: string])[] | string
  /** In place of the request's: an encrypted body, say. */
  readonly body?: Data
  /** Headers whose values must not be shown: a bearer token, a password. */
  readonly secrets?: readonly string[]
  /** Headers to take away: a length that no longer holds. */
  readonly drop?: readonly string[]
}

/**
 * A patch as it was checked and read: what a tool applies.
 * @example const change: Change = { headers: [['X-Signature', '1f']], drop: ['Content-Length'] }
 */
export interface Change {
  /** Each replaces all of its name. */
  readonly headers?: readonly Header[]
  /** The whole URL, if parameters were added to its query. */
  readonly url?: string
  readonly body?: Data
  /** Headers whose values must not be shown. */
  readonly secrets?: readonly string[]
  /** Headers to take away. */
  readonly drop?: readonly string[]
}

/**
 * What became of a response: its decrypted body, or why an encrypted one was not decrypted. Empty if it is not
 * encrypted.
 * @example const unopened: OpenPatch = { unopened: 'no key for the id "key-2"' }
 */
export type OpenPatch =
  | { readonly body: Bytes; readonly unopened?: never; readonly isPlain?: never }
  | {
      readonly body?: never
      /** Why it was not decrypted, as a clause for people. */
      readonly unopened?: string
      /** Responses of this path are not encrypted, whatever the request was. */
      readonly isPlain?: true
    }

/**
 * The value of the first header of that name, whatever its capitals (RFC 9110 section 5.1); undefined if there is none.
 * @example headerValue([['Content-Type', 'text/plain']], 'content-type') // text/plain
 */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  // By index: taking pairs apart is slow in k6.
  for (let at = 0; at < headers.length; at++) {
    const header = headers[at] as Header
    if (isNamed(header, name)) return header[1]
  }
  return undefined
}

const isNamed = ({ 0: own }: Header, name: string) =>
  own === name || (own.length === name.length && own.toLowerCase() === name.toLowerCase())

/**
 * `headers` with each of `changes` in place of all headers of its name.
 * @example withHeaders([['a', '1'], ['B', '2']], [['A', '3']]) // [ [ 'B', '2' ], [ 'A', '3' ] ]
 */
export function withHeaders(headers: readonly Header[], changes: readonly Header[]): readonly Header[] {
  if (headers.length === 0) return changes
  const kept: Header[] = []
  // By index: iterators are slow in k6.
  for (let at = 0; at < headers.length; at++) {
    const header = headers[at] as Header
    if (!isNamedIn(changes, header[0])) kept.push(header)
  }
  return kept.concat(changes)
}

function isNamedIn(headers: readonly Header[], name: string): boolean {
  for (let at = 0; at < headers.length; at++) {
    if (isNamed(headers[at] as Header, name)) return true
  }
  return false
}

function without(headers: readonly Header[], names: readonly string[] = []): readonly Header[] {
  if (names.length === 0) return headers
  const dropped = new Set(names.map((name) => name.toLowerCase()))
  return headers.filter(([name]) => !dropped.has(name.toLowerCase()))
}

/**
 * `request` with `change` applied; neither is changed.
 * @example patched({ method: 'GET', url: 'https://api.acme.com/', headers: [] }, { headers: [['A', '1']] }).headers // [ [ 'A', '1' ] ]
 */
export function patched(request: ToSend, change: Change): Request {
  return {
    method: request.method,
    url: change.url ?? request.url,
    headers:
      change.headers || change.drop
        ? withHeaders(without(request.headers, change.drop), change.headers ?? [])
        : request.headers,
    body: change.body ?? request.body ?? '',
  }
}

/**
 * Two changes as one, the later winning: as if they were made one after the other.
 * @example merged({ headers: [['A', '1']] }, { headers: [['A', '2']] }).headers // [ [ 'A', '2' ] ]
 */
export function merged(first: Change, second: Change): Change {
  const url = second.url ?? first.url
  const body = second.body ?? first.body
  return {
    headers: withHeaders(without(first.headers ?? [], second.drop), second.headers ?? []),
    ...(url !== undefined && { url }),
    ...(body !== undefined && { body }),
    secrets: [...(first.secrets ?? []), ...(second.secrets ?? [])],
    drop: [...(first.drop ?? []), ...(second.drop ?? [])],
  }
}

/** Bytes as they travel. */
export type Bytes = Uint8Array<ArrayBuffer>

/**
 * Bytes, or a text that stands for its UTF-8 bytes. A text is well formed: {@link wellFormed} refuses lone
 * surrogates. Hosts hash either without a copy, which is why a body may stay a text (in k6 a conversion in
 * JavaScript costs more than the signature).
 */
export type Data = Bytes | string

/** A header as it is written: name and value, in order, repeated where it is repeated. */
export type Header = readonly [name: string, value: string]

/** A request as a tool is about to send it. No body and an empty body are the same: `''` or no bytes. */
export interface Request {
  readonly method: string
  readonly url: string
  readonly headers: readonly Header[]
  readonly body: Data
}

/** An answer as a tool received it, its content encoding (gzip, …) already undone. */
export interface Response {
  readonly status: number
  readonly headers: readonly Header[]
  readonly body: Data
}

/**
 * What has to change in a request: headers that replace all of their name, and a new body where it is sealed.
 * `secrets` lists the headers whose values must not be shown (a bearer token, a password).
 */
export interface Patch {
  readonly headers?: readonly Header[]
  readonly body?: Data
  readonly secrets?: readonly string[]
  /** Headers to take away: a length that no longer holds. */
  readonly drop?: readonly string[]
}

/** What became of a response: its opened body, or why a sealed one was not opened. Empty if it is not sealed. */
export type OpenPatch =
  | { readonly body: Bytes; readonly unopened?: never }
  | { readonly body?: never; readonly unopened?: string }

const named = (name: string) => {
  const wanted = name.toLowerCase()
  return ([candidate]: Header) => candidate.toLowerCase() === wanted
}

/** The value of the first header of that name, whatever its capitals. */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  return headers.find(named(name))?.[1]
}

/** `headers` with each of `changes` in place of all headers of its name. By index: iterators are slow in k6. */
export function withHeaders(headers: readonly Header[], changes: readonly Header[]): readonly Header[] {
  if (headers.length === 0) return changes
  const kept: Header[] = []
  for (let at = 0; at < headers.length; at++) {
    const header = headers[at] as Header
    if (!isNamedIn(changes, header[0])) kept.push(header)
  }
  return kept.concat(changes)
}

function isNamedIn(headers: readonly Header[], name: string): boolean {
  for (let at = 0; at < headers.length; at++) {
    const other = (headers[at] as Header)[0]
    if (other.length === name.length && other.toLowerCase() === name.toLowerCase()) return true
  }
  return false
}

function without(headers: readonly Header[], names: readonly string[] = []): readonly Header[] {
  if (names.length === 0) return headers
  const dropped = new Set(names.map((name) => name.toLowerCase()))
  return headers.filter(([name]) => !dropped.has(name.toLowerCase()))
}

/** `request` with `patch` applied; neither is changed. */
export function patched(request: Request, patch: Patch): Request {
  return {
    method: request.method,
    url: request.url,
    headers:
      patch.headers || patch.drop
        ? withHeaders(without(request.headers, patch.drop), patch.headers ?? [])
        : request.headers,
    body: patch.body ?? request.body,
  }
}

/** Two patches as one, the later winning. */
export function merged(first: Patch, second: Patch): Patch {
  return {
    headers: withHeaders(first.headers ?? [], second.headers ?? []),
    ...((second.body ?? first.body) !== undefined && { body: second.body ?? first.body }),
    secrets: [...(first.secrets ?? []), ...(second.secrets ?? [])],
    drop: [...(first.drop ?? []), ...(second.drop ?? [])],
  }
}

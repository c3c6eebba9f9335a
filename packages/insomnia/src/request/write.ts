import { textOf } from '@countersign/core/bytes'
import { CountersignError } from '@countersign/core/errors'
import type { Codec } from '@countersign/core/host'
import type { Change, Data, Header } from '@countersign/core/message'
import type { MutableRequest } from '../context.js'
import type { Wire } from './read.js'

/** Writes what was signed: headers in place of all of their name, and the body and the query as they were signed. */
export function writeRequest(request: MutableRequest, wire: Wire, patch: Change, parts: WriteParts): void {
  // All that may fail comes before the first change.
  const body = patch.body === undefined ? undefined : textFor(patch.body, parts.codec)
  // A signature or a secret in a header would go along to wherever a redirect leads.
  request.settingFollowRedirects?.('off')
  writeQuery(request, wire, patch.url)
  for (const name of patch.drop ?? []) request.removeHeader(name)
  if (parts.withBody && wire.body.contentType) replace(request, 'Content-Type', wire.body.contentType)
  for (const [name, value] of oneOfEach(patch.headers ?? [])) replace(request, name, value)
  if (body !== undefined) request.setBody({ mimeType: 'application/json', text: body })
  else if (parts.withBody && wire.body.held) request.setBody(wire.body.held)
}

export interface WriteParts {
  /** The scheme covers the body, so it must be what was signed. */
  readonly withBody: boolean
  readonly codec: Codec
}

function writeQuery(request: MutableRequest, { heldUrl, parameters }: Wire, signed?: string): void {
  if (parameters.length === 0 && signed === undefined) return
  request.setUrl(signed ?? heldUrl)
  for (const { name } of parameters) request.removeParameter(name)
}

/** `setHeader` would change the first of several, and `addHeader` adds nothing to one that is there. */
function replace(request: MutableRequest, name: string, value: string): void {
  request.removeHeader(name)
  request.addHeader(name, value)
}

/** Insomnia lets a hook set a name once: several values become one list (RFC 9110 section 5.3). */
function oneOfEach(headers: readonly Header[]): Header[] {
  const lists = new Map<string, [name: string, values: string[]]>()
  for (const [name, value] of headers) {
    const list = lists.get(name.toLowerCase())
    if (list) list[1].push(value)
    else lists.set(name.toLowerCase(), [name, [value]])
  }
  return [...lists.values()].map(([name, values]) => [name, values.join(', ')])
}

/** @throws {CountersignError} `invalid-body`: Insomnia takes only text from a hook */
function textFor(body: Data, codec: Codec): string {
  try {
    return textOf(body, codec)
  } catch {
    throw new CountersignError(
      'invalid-body',
      'The encrypted body is not text, and Insomnia takes text only.',
    )
  }
}

import type { Change, Header, Request } from '@countersign/core/message'
import { checksum } from './checksum.js'
import type { Tool } from './tool.js'

const SIGNED = 'COUNTERSIGN_SIGNED'

/** What was signed of one request. Only a checksum of headers is kept: they hold tokens and signatures. */
export interface Signature {
  readonly method: string
  readonly url: string
  /** The headers that were put on it. */
  readonly names: readonly string[]
  readonly headers: string
  /** Absent if the scheme does not cover the body. */
  readonly body?: string
  /** Its response is to be decrypted, since its body was sealed. */
  readonly sealed?: boolean
  /** Its response came: if the same request is sent again, it is another. */
  readonly done?: boolean
}

type Memory = Pick<Tool, 'run' | 'context'>

/** What this very request was signed as; undefined if it was not. */
export function signatureOf({ run, context }: Memory): Signature | undefined {
  const text = run.get(SIGNED)
  // It begins with which request of the run it was.
  return text?.startsWith(`${context}\n`) ? readSignature(text.slice(context.length)) : undefined
}

/** Remembers what was signed of `request`: its URL, method, the headers of `patch`, and its body if that is covered. */
export function remember(tool: Memory, request: Request, patch: Change, covered: boolean): void {
  const names: string[] = []
  for (const [name] of patch.headers ?? []) names.push(name.toLowerCase())
  write(tool, {
    method: request.method,
    url: request.url,
    names,
    headers: headersSum(request.headers, names),
    ...(covered && { body: shortened(request.body) }),
    ...(patch.body !== undefined && { sealed: true }),
  })
}

/** Its response came. */
export const finish = (tool: Memory, signature: Signature): void => write(tool, { ...signature, done: true })

/** What differs in a request from what was signed, in words. */
export function changesIn(request: Request, signature: Signature): string[] {
  const { method, url, headers, body } = request
  const isCovered = signature.body !== undefined
  return [
    ...(url === signature.url ? [] : ['the URL']),
    ...(method === signature.method ? [] : ['the method']),
    ...(headersSum(headers, signature.names) === signature.headers ? [] : ['a signed header']),
    ...(!isCovered || shortened(body) === signature.body ? [] : ['the body']),
  ]
}

/** A line for each, the body last. Not as JSON: that of the sandboxes is their own, and takes as long as a hash. */
function write(
  { run, context }: Memory,
  { method, url, names, headers, body, sealed, done }: Signature,
): void {
  const marks = `${body === undefined ? '' : 'b'}${sealed ? 's' : ''}${done ? 'd' : ''}`
  run.set(SIGNED, [context, marks, method, url, names.join(' '), headers, body ?? ''].join('\n'))
}

const SHORT = 4096

/** A body as it is, or the checksum of a long one: the tool copies the variables of a run for every script. */
const shortened = (body: Request['body']) =>
  body.length < SHORT ? String(body) : `${body.length} ${checksum(String(body))}`

/** Over all values of the named headers. By loops: Newman has slow methods of lists. */
function headersSum(headers: readonly Header[], names: readonly string[]): string {
  let rows = ''
  for (const name of names)
    for (const [other, value] of headers) if (other.toLowerCase() === name) rows += `${name}\n${value}\n`
  return checksum(rows)
}

/** @param text what follows the context */
function readSignature(text: string): Signature {
  const [, marks = '', method = '', url = '', names = '', headers = '', ...body] = text.split('\n')
  return {
    method,
    url,
    names: names.split(' '),
    headers,
    ...(marks.includes('b') && { body: body.join('\n') }),
    ...(marks.includes('s') && { sealed: true }),
    ...(marks.includes('d') && { done: true }),
  }
}

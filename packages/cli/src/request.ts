import { readFileSync } from 'node:fs'
import {
  type Bytes,
  type Data,
  type Header,
  headerValue,
  parseUrl,
  type Request,
  shown,
} from '@countersign/core'
import { methodOf } from './method.js'
import { type Io, say, UsageError } from './terminal/io.js'
import { jsonProblem } from './terminal/json-problem.js'
import { readStdin } from './terminal/stdin.js'
import { whyUnreadable } from './text-file.js'

export interface RequestOptions {
  readonly method: string
  readonly url: string
  readonly header?: readonly string[]
  readonly body?: string
  readonly bodyFile?: string
}

/** The request that a command's arguments describe, its URL as it was written. @throws {UsageError} */
export async function requestFrom(options: RequestOptions, io: Io): Promise<Request> {
  const method = methodOf(options.method)
  const body = await bodyFrom(options, io)
  return { method, url: options.url, headers: withType((options.header ?? []).map(headerOf), body, io), body }
}

/**
 * A URL as it is sent: what a signature covers must be what arrives. Letters that no URL may hold are percent-encoded,
 * dot segments resolved; the fragment and a `?` with nothing after it are not sent (WHATWG URL).
 * @throws {UsageError} if it is not one
 */
export function sentUrl(text: string): string {
  if (!URL.canParse(text))
    throw new UsageError('The URL is not valid. Write it in full, as in https://api.example.com/v1/things.')
  const url = new URL(text)
  url.hash = ''
  // Takes away a lone `?`, which an empty query keeps.
  if (url.search === '') url.search = ''
  return url.href
}

/** A letter of another alphabet may look like one of a known host. */
export function sayForeignLetters(written: string, sent: string, io: Io): void {
  const { host } = parseUrl(written)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII, all of it
  if (/^[\u0000-\u007f]*$/.test(host)) return
  const { host: ascii } = parseUrl(sent)
  say(
    io,
    `The host ${shown(host)} has letters outside ASCII, which may only look like others. In ASCII it is ${ascii}.`,
  )
}

function headerOf(text: string): Header {
  const at = text.indexOf(':')
  // It may be a secret: somebody wrote `=` for `:`.
  if (at < 1)
    throw new UsageError(
      `-H takes 'Name: value'; one of ${text.length} characters has no ${at < 0 ? 'colon' : 'name before its colon'}.`,
    )
  const name = text.slice(0, at).trim()
  if (/^transfer-encoding$/i.test(name))
    throw new UsageError(
      `-H ${name}: the body is sent with its length, as the server expects it. Leave it out.`,
    )
  return [name, text.slice(at + 1).trim()]
}

async function bodyFrom({ body, bodyFile }: RequestOptions, io: Io): Promise<Data> {
  if (body?.startsWith('@'))
    throw new UsageError(
      '--body takes the text itself, not a file as in curl. For a file: --body-file FILE, without the @.',
    )
  if (bodyFile === undefined) return body ?? ''
  if (bodyFile === '') throw new UsageError('--body-file takes the name of a file, or - for standard input.')
  if (bodyFile === '-') return (await readStdin(io, 'the body')) as Bytes
  try {
    return readFileSync(bodyFile) as Bytes
  } catch (thrown) {
    throw new Error(`--body-file names ${bodyFile}, and ${whyUnreadable(thrown)}.`)
  }
}

/** A body that is JSON and has no type is sent as JSON; one that was meant to be JSON and is not gets a warning. */
function withType(headers: readonly Header[], body: Data, io: Io): readonly Header[] {
  // In UTF-8, or in UTF-16 before a letter of ASCII.
  if (/^(?:efbbbf|fffe..00|feff00)/.test(Buffer.from(body.slice(0, 4) as string).toString('hex')))
    say(io, MARKED)
  const type = headerValue(headers, 'Content-Type')
  const isMeant = type === undefined ? /^[ \t\r\n]*[[{]/.test(startOf(body)) : /[/+]json\b/i.test(type)
  if (body.length === 0 || (type !== undefined && !isMeant)) return headers
  const problem = jsonProblem(body)
  if (problem && isMeant) say(io, `Warning: the body is not JSON (${problem}). It is sent as it is.`)
  return type !== undefined || problem ? headers : [...headers, ['Content-Type', 'application/json']]
}

const MARKED =
  'Warning: the body begins with a byte order mark, as files of Windows PowerShell do. It is sent as it is; save the file as UTF-8 without one.'

const startOf = (body: Data) =>
  typeof body === 'string' ? body : Buffer.from(body.subarray(0, 100)).toString()

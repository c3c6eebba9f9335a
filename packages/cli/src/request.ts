import { readFileSync } from 'node:fs'
import { type Bytes, type Data, type Header, headerValue, type Request } from '@countersign/core'
import { type Io, readAll, UsageError } from './terminal/io.js'

export interface RequestOptions {
  readonly method: string
  readonly url: string
  readonly header?: readonly string[]
  readonly body?: string
  readonly bodyFile?: string
}

/** The request that the words of a command describe. @throws {UsageError} */
export async function requestFrom(options: RequestOptions, io: Io): Promise<Request> {
  const method = options.method.toUpperCase()
  if (!/^[!#$%&'*+.^_`|~0-9A-Z-]+$/.test(method)) throw new UsageError(`"${options.method}" is not a method.`)
  const body = await bodyFrom(options, io)
  return { method, url: options.url, headers: withType((options.header ?? []).map(headerOf), body), body }
}

function headerOf(text: string): Header {
  const at = text.indexOf(':')
  if (at < 1) throw new UsageError(`-H takes 'Name: value', and "${text.slice(0, 40)}" has no colon.`)
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

async function bodyFrom({ body, bodyFile }: RequestOptions, io: Io): Promise<Data> {
  if (bodyFile === undefined) return body ?? ''
  if (bodyFile === '-') return (await readAll(io.stdin)) as Bytes
  try {
    return readFileSync(bodyFile) as Bytes
  } catch (thrown) {
    throw new Error(`--body-file: ${bodyFile} cannot be read (${(thrown as NodeJS.ErrnoException).code}).`)
  }
}

/** A body that is JSON and has no type of its own is sent as JSON. */
function withType(headers: readonly Header[], body: Data): readonly Header[] {
  if (body.length === 0 || headerValue(headers, 'Content-Type') !== undefined || !isJson(body)) return headers
  return [...headers, ['Content-Type', 'application/json']]
}

function isJson(body: Data): boolean {
  try {
    JSON.parse(typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body))
    return true
  } catch {
    return false
  }
}

import { CountersignError } from './errors.js'
import type { Data, Header, Request } from './message.js'
import { isBytes, isPair, isRecord, kindOf } from './patch.js'

/**
 * Headers as people have them: pairs, an object, `Headers`, a Map.
 * @example const headers: HeadersInput = new Headers({ accept: 'application/json' })
 */
export type HeadersInput =
  | readonly Header[]
  | Readonly<Record<string, string>>
  | Iterable<readonly [name: string, value: string]>

/**
 * A request as people have it. A body of `undefined` or `null` is no body.
 * @example const request: RequestInput = { method: 'GET', url: 'https://api.acme.com/', headers: { Accept: 'application/json' } }
 */
export interface RequestInput {
  readonly method: string
  /** In full, as it will be sent. */
  readonly url: string
  readonly headers?: HeadersInput | undefined
  /** As it will be sent: JSON is given as its text, a form as its encoded text. */
  readonly body?: Data | null | undefined
}

/**
 * Reads a request strictly: headers that are not understood would otherwise be dropped in silence.
 * @throws {CountersignError} `invalid-url`, `invalid-header`, `invalid-body`
 */
export function readRequest(input: RequestInput): Request {
  const { method, url, headers, body } = input
  if (typeof url !== 'string' || typeof method !== 'string')
    throw new CountersignError('invalid-url', 'A request needs its method and its URL as text.')
  const list = readHeaders(headers)
  const data = readBody(body)
  return list === headers && data === body ? (input as Request) : { method, url, headers: list, body: data }
}

function readHeaders(headers: unknown): readonly Header[] {
  if (headers === undefined || headers === null) return []
  const list = Array.isArray(headers)
    ? headers
    : isRecord(headers)
      ? Object.entries(headers)
      : pairsOf(headers)
  const bad = list.findIndex((pair) => !isPair(pair))
  if (bad < 0) return list as Header[]
  throw invalidHeaders(`The header at place ${bad + 1} is not a pair of a name and a text.`)
}

function pairsOf(headers: unknown): unknown[] {
  if (typeof headers === 'object' && headers !== null && Symbol.iterator in headers)
    return [...(headers as Iterable<unknown>)]
  throw invalidHeaders(`The headers are ${kindOf(headers)}.`)
}

const invalidHeaders = (what: string) =>
  new CountersignError(
    'invalid-header',
    `${what} Give an object, Headers, a Map, or a list of [name, value].`,
  )

function readBody(body: unknown): Data {
  if (body === undefined || body === null) return ''
  if (typeof body === 'string' || isBytes(body)) return body as Data
  const message = `The body is ${kindOf(body)}. Give the text or the bytes (Uint8Array) that are sent.`
  throw new CountersignError('invalid-body', message)
}

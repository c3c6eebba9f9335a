import type { Bytes, Header } from '@countersign/core'
import { asObject, type JsonObject, problemOf } from '../json.js'
import { type Captured, CaptureError, checkCount } from './captured.js'

const CALL = /(?:await\s{1,10})?fetch\(\s{0,20}/y
const BETWEEN = /\s{0,20},\s{0,20}/y
const AFTER = /\s{0,20}\)\s{0,20};?\s{0,20}/y

/** Whether a text is what browsers call "Copy as fetch". */
export const looksLikeFetch = (text: string): boolean =>
  /^\s{0,100}(?:await\s{1,10})?fetch\(\s{0,20}["'`]/.test(text)

/** Reads calls of `fetch` whose arguments are JSON, as Chrome, Edge and Firefox copy them. @throws {CaptureError} */
export function readFetch(text: string): Captured[] {
  const found: Captured[] = []
  let at = text.length - text.trimStart().length
  while (at < text.length) {
    const start = after(CALL, text, at)
    const url = start < 0 ? undefined : jsonAt(text, start)
    if (!url || typeof url.value !== 'string') throw new CaptureError(NOT_JSON)
    const comma = after(BETWEEN, text, url.end)
    const options = comma < 0 ? { value: {}, end: url.end } : jsonAt(text, comma)
    const end = options ? after(AFTER, text, options.end) : -1
    if (!options || end < 0) throw new CaptureError(NOT_JSON)
    found.push(readCall(url.value, asObject(options.value) ?? {}, `fetch ${found.length + 1}`))
    checkCount(found.length)
    at = end
    if (text[at] === ';') at++
    at += text.slice(at, at + 100).length - text.slice(at, at + 100).trimStart().length
  }
  return found
}

const NOT_JSON =
  'It is a call of fetch in JavaScript that is not as browsers copy it. Copy the request as cURL (bash), or save a HAR.'

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : -1
}

/** The JSON value that starts at `at`, and where it ends. */
function jsonAt(text: string, at: number): { value: unknown; end: number } | undefined {
  const end = endOf(text, at)
  const json = text.slice(at, end)
  if (problemOf(json)) return undefined
  try {
    return { value: JSON.parse(json), end }
  } catch {
    return undefined
  }
}

/** Where a string, an object or a list ends that starts at `at`. */
function endOf(text: string, at: number): number {
  let [depth, quoted] = [0, false]
  for (let n = at; n < text.length; n++) {
    const letter = text[n] as string
    if (letter === '"') quoted = !quoted
    else if (quoted) n += letter === '\\' ? 1 : 0
    else if (letter === '{' || letter === '[') depth++
    else if (letter === '}' || letter === ']') depth--
    if (depth === 0 && !quoted) return n + 1
  }
  return text.length
}

function readCall(url: string, { method, headers, body }: JsonObject, label: string): Captured {
  return {
    label,
    request: {
      method: typeof method === 'string' ? method.toUpperCase() : 'GET',
      url,
      headers: headersOf(asObject(headers) ?? {}),
      body: Buffer.from(typeof body === 'string' ? body : '') as Bytes,
    },
    clocks: [],
    notes: [],
  }
}

const headersOf = (headers: JsonObject): Header[] =>
  Object.entries(headers).flatMap(([name, value]): Header[] =>
    typeof value === 'string' ? [[name, value]] : [],
  )

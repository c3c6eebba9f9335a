import { type Bytes, type Header, headerValue, type Response } from '@countersign/core'
import { asObject, type JsonObject, problemOf } from '../json.js'
import { type Captured, CaptureError, type Clock, checkCount, dateClock, OF_THE_REQUEST } from './captured.js'
import { contentOf } from './content.js'
import { harBody } from './har-body.js'

const objectOf = (value: unknown): JsonObject => asObject(value) ?? NOTHING
const NOTHING: JsonObject = Object.freeze(Object.create(null))
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const MOST_BYTES = 64 * 1024 * 1024

/** Reads a HAR file (HTTP Archive 1.2). @throws {CaptureError} if it is not one */
export function readHar(bytes: Buffer): Captured[] {
  const whole = objectOf(parse(bytes))
  const log = objectOf(whole.log)
  if (!Array.isArray(log.entries))
    throw new CaptureError(`${kindOf(whole)} Save the requests as HAR, or as raw HTTP.`)
  checkCount(log.entries.length)
  const creator = textOf(objectOf(log.creator).name)
  return log.entries.map((entry, n) => readEntry(objectOf(entry), `entry ${n + 1}`, creator))
}

function kindOf({ run, info, item }: JsonObject): string {
  if (asObject(run)?.executions)
    return "It is Newman's report, which does not hold requests as they were sent: point the collection at the sandbox, or at a proxy."
  return asObject(info) && Array.isArray(item)
    ? 'It is a Postman collection, which holds requests before they are signed.'
    : 'It is JSON but not a HAR: a HAR has log.entries.'
}

/** @throws {CaptureError} before the parser runs, if it would take too much memory */
function parse(bytes: Buffer): unknown {
  if (bytes.length > MOST_BYTES)
    throw new CaptureError('It is a HAR of more than 64 MB. Save fewer requests, or one as raw HTTP.')
  const problem = problemOf(bytes)
  if (problem) throw new CaptureError(`It is JSON that ${problem}, which no HAR does.`)
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw new CaptureError('It starts as JSON but does not end as JSON: it may be cut off. Save it again.')
  }
}

function readEntry(entry: JsonObject, label: string, creator: string): Captured {
  const asked = objectOf(entry.request)
  const headers = headersOf(asked.headers)
  const response = objectOf(entry.response)
  const { body, missing, notes } = harBody(asked, headers)
  const clocks = [
    ...dateClock(headers, 'its Date'),
    ...startClock(textOf(entry.startedDateTime)),
    ...dateClock(headersOf(response.headers), 'the Date of the response'),
  ]
  return {
    label,
    request: { method: textOf(asked.method).toUpperCase(), url: textOf(asked.url), headers, body },
    clocks,
    response: () => responseOf(response),
    ...(missing && { bodyMissing: missing }),
    ...(isSanitized(creator, headers) && { omitted: SANITIZED }),
    notes,
  }
}

/** Chrome (130 and later) and Edge leave these headers out unless asked not to. */
const isSanitized = (creator: string, headers: readonly Header[]) =>
  /webinspector/i.test(creator) &&
  ['Authorization', 'Cookie'].every((name) => headerValue(headers, name) === undefined)

const SANITIZED = {
  header: 'Authorization',
  why: 'Chrome leaves Authorization and cookies out of a HAR, so this file does not say whether it was sent; switch on "Allow to generate HAR with sensitive data" in the settings of DevTools and export "with sensitive data", or copy the request as cURL (bash)',
}

function startClock(text: string): Clock[] {
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? [] : [{ seconds: milliseconds / 1000, from: OF_THE_REQUEST }]
}

/** In a HAR, HTTP/2's pseudo headers are among the others; the URL says the same. */
function headersOf(value: unknown): Header[] {
  return listOf(value).flatMap((one): Header[] => {
    const { name, value: text } = objectOf(one)
    return typeof name === 'string' && !name.startsWith(':') ? [[name, textOf(text)]] : []
  })
}

function responseOf(response: JsonObject): Response {
  const content = objectOf(response.content)
  const encoding = content.encoding === 'base64' ? 'base64' : 'utf8'
  const headers = headersOf(response.headers)
  const body = contentOf(Buffer.from(textOf(content.text), encoding), headers)
  return { status: typeof response.status === 'number' ? response.status : 0, headers, body: body as Bytes }
}

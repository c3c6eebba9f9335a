import { type Bytes, type Header, headerValue, type Response } from '@countersign/core'
import { type Captured, CaptureError, type Clock, dateClock } from './captured.js'

type Json = Record<string, unknown>
const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Reads a HAR file (HTTP Archive 1.2). @throws {CaptureError} if it is not one */
export function readHar(text: string): Captured[] {
  const entries = objectOf(objectOf(parse(text)).log).entries
  if (!Array.isArray(entries))
    throw new CaptureError(
      'It is JSON but not a HAR: a HAR has log.entries. Save the requests as HAR, or as raw HTTP.',
    )
  return entries.map((entry, n) => readEntry(objectOf(entry), `entry ${n + 1}`))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CaptureError('It starts as JSON and does not end as JSON: it may be cut off. Save it again.')
  }
}

function readEntry(entry: Json, label: string): Captured {
  const asked = objectOf(entry.request)
  const headers = headersOf(asked.headers)
  const response = objectOf(entry.response)
  const { body, missing, notes } = bodyOf(asked, headers)
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
    notes,
  }
}

function startClock(text: string): Clock[] {
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? [] : [{ seconds: milliseconds / 1000, from: 'startedDateTime' }]
}

/** In a HAR, HTTP/2's pseudo headers are among the others; the URL says the same. */
function headersOf(value: unknown): Header[] {
  return listOf(value).flatMap((one): Header[] => {
    const { name, value: text } = objectOf(one)
    return typeof name === 'string' && !name.startsWith(':') ? [[name, textOf(text)]] : []
  })
}

interface HarBody {
  readonly body: Bytes
  readonly missing?: string
  readonly notes: readonly string[]
}

function bodyOf(asked: Json, headers: readonly Header[]): HarBody {
  const length = lengthOf(headers) ?? (typeof asked.bodySize === 'number' ? asked.bodySize : 0)
  const post = objectOf(asked.postData)
  if (typeof post.text === 'string' && (post.text !== '' || listOf(post.params).length === 0)) {
    if (post.text === '' && length > 0) return without(length)
    return textBody(post.text, post, lengthOf(headers))
  }
  if (listOf(post.params).length > 0) return formBody(post, headers)
  return length > 0 ? without(length) : { body: EMPTY, notes: [] }
}

const EMPTY = Buffer.alloc(0) as Bytes

const without = (length: number): HarBody => ({
  body: EMPTY,
  missing: `the HAR holds no body, and ${length} bytes were sent; save it with content`,
  notes: [],
})

function lengthOf(headers: readonly Header[]): number | undefined {
  const text = headerValue(headers, 'Content-Length')
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined
}

function textBody(text: string, post: Json, length: number | undefined): HarBody {
  if (post.encoding === 'base64' || post._encoding === 'base64')
    return { body: Buffer.from(text, 'base64') as Bytes, notes: [] }
  const body = Buffer.from(text) as Bytes
  const latin = length !== undefined && length !== body.length && length === text.length
  if (latin && !/[^\0-\u00ff]/.test(text))
    return {
      body: Buffer.from(text, 'latin1') as Bytes,
      notes: ['the body is read as Latin-1, as its length says'],
    }
  const notes = text.includes('\ufffd')
    ? ['the body holds U+FFFD: the HAR may have lost some of its bytes']
    : []
  return { body, notes }
}

function formBody(post: Json, headers: readonly Header[]): HarBody {
  const type = headerValue(headers, 'Content-Type') ?? textOf(post.mimeType)
  if (/^multipart\//i.test(type))
    return {
      body: EMPTY,
      missing: 'the HAR holds the fields of a multipart body but not its bytes',
      notes: [],
    }
  const form = new URLSearchParams()
  for (const one of listOf(post.params)) form.append(textOf(objectOf(one).name), textOf(objectOf(one).value))
  return {
    body: Buffer.from(form.toString()) as Bytes,
    notes: ['the body is rebuilt from the fields in the HAR'],
  }
}

function responseOf(response: Json): Response {
  const content = objectOf(response.content)
  const encoding = content.encoding === 'base64' ? 'base64' : 'utf8'
  return {
    status: typeof response.status === 'number' ? response.status : 0,
    headers: headersOf(response.headers),
    body: Buffer.from(textOf(content.text), encoding) as Bytes,
  }
}

import { type Bytes, type Header, headerValue } from '@countersign/core'
import { asObject, type JsonObject } from '../json.js'

export interface HarBody {
  readonly body: Bytes
  /** Why it is not in the file. */
  readonly missing?: string
  readonly notes: readonly string[]
}

const EMPTY = Buffer.alloc(0) as Bytes
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The body of a HAR's request: its text, or the form that its parameters make. */
export function harBody(asked: JsonObject, headers: readonly Header[]): HarBody {
  const length = lengthOf(headers)
  const post = asObject(asked.postData) ?? {}
  const hasParams = listOf(post.params).length > 0
  if (typeof post.text === 'string' && post.text !== '') return textBody(post.text, post, length)
  if (hasParams) return formBody(post, headers)
  return withoutBody(asked, length)
}

/** `bodySize` is -1 if the writer does not know it: then a method that has bodies may have had one. */
function withoutBody({ method, bodySize, postData }: JsonObject, length: number | undefined): HarBody {
  const size = length ?? (typeof bodySize === 'number' ? bodySize : 0)
  if (size > 0) return missing(`${size} bytes were sent`)
  const isUnknown = length === undefined && bodySize === -1 && /^(?:post|put|patch)$/i.test(textOf(method))
  const hasText = typeof asObject(postData)?.text === 'string'
  return isUnknown && !hasText
    ? missing('whether one was sent it does not say (bodySize is -1)')
    : { body: EMPTY, notes: [] }
}

const missing = (what: string): HarBody => ({
  body: EMPTY,
  missing: `the HAR holds no body, and ${what}; save it with content`,
  notes: [],
})

function lengthOf(headers: readonly Header[]): number | undefined {
  const text = headerValue(headers, 'Content-Length')
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined
}

function textBody(text: string, post: JsonObject, length: number | undefined): HarBody {
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

function formBody(post: JsonObject, headers: readonly Header[]): HarBody {
  const type = headerValue(headers, 'Content-Type') ?? textOf(post.mimeType)
  if (/^multipart\//i.test(type))
    return {
      body: EMPTY,
      missing: 'the HAR holds the fields of a multipart body but not its bytes',
      notes: [],
    }
  const form = new URLSearchParams()
  for (const one of listOf(post.params)) {
    const { name, value } = asObject(one) ?? {}
    form.append(textOf(name), textOf(value))
  }
  return {
    body: Buffer.from(form.toString()) as Bytes,
    notes: ['the body is rebuilt from the fields in the HAR'],
  }
}

import { CountersignError } from '@countersign/core/errors'
import type { Data } from '@countersign/core/message'
import { formOf } from './form.js'

/** A body as it is signed. */
export interface ReadBody {
  readonly data: Data
  /** The content type that k6 would add. */
  readonly type?: string
}

const NONE: ReadBody = { data: '' }

/**
 * Reads a body of a script. An object whose bytes the signature does not cover is left to k6.
 * @throws {CountersignError} `unreadable-body` on a covered file, `invalid-body` on what k6 cannot send
 */
export function readBody(
  body: unknown,
  readText: (text: string) => Data,
  isCovered: () => boolean,
): ReadBody {
  if (typeof body === 'string') return { data: readText(body) }
  if (body === null || body === undefined) return NONE
  if (body instanceof ArrayBuffer) return { data: new Uint8Array(body) }
  if (ArrayBuffer.isView(body)) return ofView(body)
  if (!isFields(body)) throw notSendable(body)
  if (!isCovered()) return NONE
  const file = Object.keys(body).find((name) => isFile(body[name]))
  if (file !== undefined) throw coveredFile(file)
  const form = formOf(body)
  return { data: form, type: 'application/x-www-form-urlencoded' }
}

/** The bytes that a view shows. k6 knows a Uint8Array only, and takes other views for objects without fields. */
function ofView({ buffer, byteOffset, byteLength }: ArrayBufferView): ReadBody {
  return { data: new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength) }
}

type Fields = Record<string, unknown>

const NO_FIELDS = [Array, Map, Set, Date, RegExp, String, Number, Boolean, Promise]

const isFields = (body: unknown): body is Fields =>
  typeof body === 'object' && body !== null && !NO_FIELDS.some((kind) => body instanceof kind)

/** What `http.file()` makes: an object without a class. */
const isFile = (value: unknown) =>
  typeof value === 'object' && value !== null && 'filename' in value && 'content_type' in value

function coveredFile(name: string): CountersignError {
  return new CountersignError(
    'unreadable-body',
    `The field "${name.slice(0, 60)}" is a file, and the signature covers the body: k6 would make the multipart text after it was signed. Send the bytes as the body.`,
  )
}

function notSendable(body: unknown): CountersignError {
  const kind = typeof body === 'object' ? (body?.constructor?.name ?? 'object') : typeof body
  const help = body instanceof Promise ? 'Write await before it.' : 'Use JSON.stringify for JSON.'
  return new CountersignError('invalid-body', `k6 cannot send a body of type ${kind}. ${help}`)
}

import { headerValue } from '@countersign/core'
import { asObject, type JsonObject } from '../../json.js'
import type { Signed } from '../standard.js'
import { textAt } from './config.js'
import type { Move } from './moves.js'
import type { Sealed } from './sealed.js'

const isRoot = (path: string) => path === '$' || path === ''
/** A path as it may be shown. */
export const nameOf = (path: string) =>
  isRoot(path) ? 'body' : /^[\w.-]{1,80}$/.test(path) ? path : 'element'

/** What is at a path, as in `a.b.0`. */
function at(path: string, body: unknown): unknown {
  if (isRoot(path)) return body
  return path.split('.').reduce<unknown>((value, name) => {
    const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    return isHolder ? (value as JsonObject)[name] : undefined
  }, body)
}

/** The encrypted value of an element; `plain` if it was left as it is; undefined if there is none. */
export function sealedAt(
  { element, obj }: Move,
  body: unknown,
  { call }: Signed,
  encryption: JsonObject,
): Sealed | 'plain' | undefined {
  const field = textAt(encryption, 'encryptedValueFieldName') ?? ''
  const holder = obj === field && typeof at(obj, body) === 'string' ? body : at(obj, body)
  const value = asObject(holder)?.[field]
  const before = at(element, body)
  if (typeof value === 'string' && !isPlainPlace(element, obj, field, value, holder)) {
    const part = (setting: string) => partOf(setting, encryption, holder, call.request.headers)
    return { name: nameOf(obj), value, part }
  }
  return before === undefined || before === null || before === '' ? undefined : 'plain'
}

/** Where a value is encrypted in its place, the plaintext stands under the same name, alone. */
const isPlainPlace = (element: string, obj: string, field: string, value: string, holder: unknown) =>
  element === `${obj}.${field}` && Object.keys(holder as object).length === 1 && !LIKE_SEALED.test(value)

// A JWE begins with its header, `{"`; a ciphertext of AES-CBC has 24 letters at least.
const LIKE_SEALED = /^eyJ|^[A-Za-z0-9+/_-]{24,}={0,2}$/

function partOf(
  setting: string,
  encryption: JsonObject,
  holder: unknown,
  headers: Signed['call']['request']['headers'],
) {
  const header = textAt(encryption, `${setting}HeaderName`)
  if (header !== undefined) return { name: header, value: headerValue(headers, header) }
  const name = textAt(encryption, `${setting}FieldName`)
  const value = name === undefined ? undefined : asObject(holder)?.[name]
  return name === undefined ? undefined : { name, value: typeof value === 'string' ? value : undefined }
}

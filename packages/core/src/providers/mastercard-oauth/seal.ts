import { checkText, plainCodec, textOf } from '../../bytes.js'
import { CountersignError } from '../../errors.js'
import type { Host } from '../../host.js'
import { encryptJwe, parseJwe } from '../../jose/jwe.js'
import { nestsTooDeep } from '../../json.js'
import { type Data, type Header, headerValue, type Request } from '../../message.js'
import type { Waiting } from '../../waiting.js'
import type { Move } from './config.js'
import { clear, elementAt, isRoot, type Json, put, remove } from './elements.js'
import { type Encrypted, encryptField } from './field-level.js'
import type { Encryption } from './keys.js'
import { hasHeaders, pathFor } from './path-for.js'

/** A body with its elements encrypted, and the headers that go with it. */
export interface Sealed {
  readonly body: string
  readonly headers: readonly Header[]
}

/**
 * Encrypts the elements of a body that the configuration names; undefined if there are none.
 * @throws {CountersignError} `invalid-body` on a body that is not JSON; `seal-failed`, `missing-…`
 */
export function* seal(request: Request, encryption: Encryption, host: Host): Waiting<Sealed | undefined> {
  const { toEncrypt = [] } = pathFor(encryption, request.url) ?? {}
  if (toEncrypt.length === 0 || request.body.length === 0) return undefined
  let body = jsonOf(request.body, host)
  const headers: Header[] = []
  let count = 0
  for (const move of toEncrypt) {
    const value = elementAt(move.element, body)
    if (value === undefined || value === null || value === '') continue
    if (isSealed(move, body, request, encryption, host)) continue
    const { members, inHeaders } = yield* encrypted(plaintextOf(value), encryption, host)
    headers.push(...inHeaders)
    body = place(members, move, body, encryption)
    count++
  }
  return count === 0 ? undefined : { body: JSON.stringify(body), headers }
}

function jsonOf(body: Data, host: Host): Json {
  checkText(body, host.codec)
  try {
    const text = textOf(body, host.codec ?? plainCodec)
    if (nestsTooDeep(text)) throw new Error('too deep')
    return JSON.parse(text)
  } catch {
    throw new CountersignError(
      'invalid-body',
      'The configuration encrypts a part of this body, and the body is not JSON. Nothing is sent. Look for a trailing comma or a {{variable}}.',
    )
  }
}

/** As Mastercard's library has it: a text as it is, without quotes, anything else as JSON. */
function plaintextOf(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  if (nestsTooDeep(value)) return value
  try {
    return JSON.stringify(JSON.parse(value))
  } catch {
    return value
  }
}

interface Parts {
  readonly members: Readonly<Record<string, string>>
  readonly inHeaders: readonly Header[]
}

function* encrypted(text: string, encryption: Encryption, host: Host): Waiting<Parts> {
  const { config, fingerprint, publicKey } = encryption
  const field = config.text('encryptedValueFieldName') ?? ''
  if (!config.isJwe) return fieldParts(field, yield* encryptField(text, encryption, host), encryption)
  const header = {
    kid: fingerprint ?? '',
    cty: 'application/json',
    alg: 'RSA-OAEP-256',
    enc: 'A256GCM',
  } as const
  const jwe = yield* encryptJwe(text, header, publicKey('SHA-256'), host)
  return { members: { [field]: jwe }, inHeaders: [] }
}

/** The names of the parts beside the value: in its object, or in headers. */
function fieldParts(field: string, parts: Encrypted, { config, fingerprint }: Encryption): Parts {
  const { value, iv, encryptedKey } = parts
  const isInHeaders = hasHeaders(config)
  const kind = isInHeaders ? 'HeaderName' : 'FieldName'
  const hash = config.text('oaepPaddingDigestAlgorithm')?.replace('-', '')
  const beside: [string | undefined, string | undefined][] = [
    [config.text(`iv${kind}`) ?? 'iv', iv],
    [config.text(`encryptedKey${kind}`), encryptedKey],
    [config.text(`publicKeyFingerprint${kind}`), fingerprint],
    [config.text(`oaepHashingAlgorithm${kind}`), hash],
  ]
  const named = beside.filter(
    (pair): pair is [string, string] => pair[0] !== undefined && pair[1] !== undefined,
  )
  if (isInHeaders) return { members: { [field]: value }, inHeaders: named }
  return { members: { [field]: value, ...Object.fromEntries(named) }, inHeaders: [] }
}

function place(members: Parts['members'], { element, obj }: Move, body: Json, { config }: Encryption): Json {
  const field = config.text('encryptedValueFieldName') ?? ''
  if (hasHeaders(config)) return isRoot(obj) ? members : { [obj]: members }
  if (isRoot(element)) {
    if (isRoot(obj)) return members
    clear(body)
  } else if (!isRoot(obj) && element !== `${obj}.${field}`) remove(element, body)
  return put(obj, obj === field ? members[field] : members, body)
}

/** Whether an element is encrypted already, so that a request is not encrypted twice. */
function isSealed(move: Move, body: Json, { headers }: Request, encryption: Encryption, host: Host): boolean {
  const { config } = encryption
  const field = config.text('encryptedValueFieldName') ?? ''
  const value = elementAt(move.element, body)
  const isInPlace = typeof value === 'string' && move.element === `${move.obj}.${field}`
  const holder = isInPlace ? elementAt(move.obj, body) : value
  const text = elementAt(field, holder)
  if (typeof text !== 'string') return false
  if (config.isJwe)
    return (
      (isInPlace || Object.keys(holder as object).length === 1) &&
      parseJwe(text, host)?.header.alg !== undefined
    )
  const iv = config.text('ivHeaderName')
  if (hasHeaders(config)) return iv !== undefined && headerValue(headers, iv) !== undefined
  const has = (name: string) => typeof elementAt(config.text(name) ?? 'iv', holder) === 'string'
  return has('ivFieldName') && has('encryptedKeyFieldName')
}

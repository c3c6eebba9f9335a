import { checkText, plainCodec, textOf } from '../../bytes.js'
import { CountersignError } from '../../errors.js'
import type { Host } from '../../host.js'
import { decryptJwe, encryptJwe, parseJwe } from '../../jose/jwe.js'
import { nestsTooDeep } from '../../json.js'
import { type Data, type Header, headerValue, type OpenPatch, type Request } from '../../message.js'
import type { OpenCall } from '../../provider.js'
import type { Waiting } from '../../waiting.js'
import type { EncryptedPath, Move } from './config.js'
import { clear, elementAt, isRoot, type Json, put, remove } from './elements.js'
import { decryptField, type Encrypted, encryptField } from './field-level.js'
import type { Encryption } from './keys.js'
import type { Ready } from './ready.js'

/** A body with its elements encrypted, and the headers that go with it. */
export interface Sealed {
  readonly body: string
  readonly headers: readonly Header[]
}

/** The part of the configuration for a URL: the first whose path is found in it. */
export function pathFor(encryption: Encryption | undefined, url: string): EncryptedPath | undefined {
  const [endpoint = ''] = url.split('?')
  return encryption?.config.paths.find(({ path }) => path.test(endpoint))
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
  checkText(body)
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

const hasHeaders = ({ isJwe, text }: Encryption['config']): boolean =>
  !isJwe && text('ivHeaderName') !== undefined && text('encryptedKeyHeaderName') !== undefined

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

/** Decrypts the elements of a response that the configuration names. @throws {CountersignError} `open-failed`, … */
export function* open({ response, url, settings, host, trace }: OpenCall<Ready>): Waiting<OpenPatch> {
  const { encryption } = settings
  const toDecrypt = movesFor(encryption, url)
  if (toDecrypt.length === 0) return { isPlain: true }
  const start = response.body.length > 0 ? readable(response.body, host) : undefined
  if (start === undefined || !encryption) return {}
  let body: Json = start
  let count = 0
  for (const move of toDecrypt) {
    const found = encryptedAt(move, body, response.headers, encryption)
    if (!found) continue
    if (!encryption.privateKey) return unopened(trace)
    body = replaced(move, textToJson(yield* decrypted(found, encryption, host), host), body, encryption)
    count++
  }
  if (count === 0) return {}
  trace?.('opened', `${count} ${count === 1 ? 'element' : 'elements'} of the body`)
  return { body: (host.codec ?? plainCodec).utf8(JSON.stringify(body)) }
}

/** What is decrypted of a response; of a saved body, whose URL nobody knows, each element of any path. */
function movesFor(encryption: Encryption | undefined, url: OpenCall<Ready>['url']): readonly Move[] {
  if (url) return pathFor(encryption, `${url.origin}${url.path}`)?.toDecrypt ?? []
  return encryption?.config.paths.flatMap(({ toDecrypt }) => toDecrypt) ?? []
}

function unopened(trace: OpenCall<Ready>['trace']): OpenPatch {
  const why = 'MASTERCARD_OAUTH_CONFIG has no privateKey'
  trace?.('opened', `no: ${why}`)
  return { unopened: why }
}

function readable(body: Data, host: Host): Json {
  try {
    const text = textOf(body, host.codec ?? plainCodec)
    return nestsTooDeep(text) ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Found extends Partial<Encrypted> {
  readonly value: string
  readonly hash?: string | undefined
}

/** The encrypted value of an element; undefined if it is not encrypted, as in an error. */
function encryptedAt(
  { element, obj }: Move,
  body: Json,
  headers: readonly Header[],
  { config }: Encryption,
): Found | undefined {
  const field = config.text('encryptedValueFieldName') ?? ''
  const inHeaders = hasHeaders(config)
  const node = elementAt(element, inHeaders ? elementAt(obj, body) : body)
  const value = typeof node === 'string' && element.split('.').pop() === field ? node : elementAt(field, node)
  if (typeof value !== 'string') return undefined
  if (config.isJwe) return { value }
  const kind = inHeaders ? 'HeaderName' : 'FieldName'
  const holder = typeof node === 'string' ? elementAt(element.split('.').slice(0, -1).join('.'), body) : node
  const part = (name: string, otherwise = '') => {
    const written = config.text(`${name}${kind}`) ?? otherwise
    const found = inHeaders ? headerValue(headers, written) : written && elementAt(written, holder)
    return typeof found === 'string' && found !== '' ? found : undefined
  }
  const iv = part('iv', 'iv')
  const encryptedKey = part('encryptedKey')
  if (iv === undefined || encryptedKey === undefined) return undefined
  return { value, iv, encryptedKey, hash: part('oaepHashingAlgorithm') }
}

function* decrypted(found: Found, encryption: Encryption, host: Host): Waiting<Uint8Array<ArrayBuffer>> {
  const { value, iv = '', encryptedKey = '', hash } = found
  if (!encryption.config.isJwe)
    return yield* decryptField({ value, iv, encryptedKey }, hash, encryption, host)
  const jwe = parseJwe(value, host)
  if (!jwe || !encryption.privateKey) {
    const message =
      'The response has an encrypted element that is not a JWE of five parts. It may be cut off.'
    throw new CountersignError('invalid-answer', message)
  }
  return yield* decryptJwe(jwe, encryption.privateKey('SHA-256'), host)
}

/** JSON if it is JSON, the text otherwise. */
function textToJson(bytes: Uint8Array<ArrayBuffer>, host: Host): Json {
  const text = textOf(bytes, host.codec ?? plainCodec)
  if (nestsTooDeep(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function replaced({ element, obj }: Move, value: Json, body: Json, { config }: Encryption): Json {
  if (hasHeaders(config)) {
    if (obj === '$') return value
    clear(body)
    return put('', value, body)
  }
  if (isRoot(element)) clear(body)
  else remove(element, body)
  if (!element.includes('.') && !config.isJwe) removeParts(body, config)
  return put(obj, value, body)
}

/** What stood beside an encrypted value at the top of a body. */
function removeParts(body: Json, { text }: Encryption['config']): void {
  for (const name of ['iv', 'encryptedKey', 'publicKeyFingerprint', 'oaepHashingAlgorithm']) {
    const written = text(`${name}FieldName`)
    if (written) remove(written, body)
  }
}

import { plainCodec, textOf } from '../../bytes.js'
import { CountersignError } from '../../errors.js'
import type { Host } from '../../host.js'
import { decryptJwe, parseJwe } from '../../jose/jwe.js'
import { nestsTooDeep } from '../../json.js'
import { type Data, type Header, headerValue, type OpenPatch } from '../../message.js'
import type { OpenCall } from '../../provider.js'
import type { Waiting } from '../../waiting.js'
import type { Move } from './config.js'
import { clear, elementAt, isRoot, type Json, put, remove } from './elements.js'
import { decryptField, type Encrypted } from './field-level.js'
import type { Encryption } from './keys.js'
import { hasHeaders, pathFor } from './path-for.js'
import type { Ready } from './ready.js'

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

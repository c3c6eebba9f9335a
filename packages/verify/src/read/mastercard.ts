import { bytesOf, plainCodec, textOf } from '@countersign/core/bytes'
import { decryptJwe, isKnownEncryption, type Jwe, parseJwe } from '@countersign/core/jose/jwe'
import type { Data } from '@countersign/core/message'
import type { Call } from '@countersign/core/provider'
import { fingerprint, type Keys } from '@countersign/core/providers/mastercard/keys'
import { withPromises } from '@countersign/core/waiting'
import { described, shownName, unrenderedProblem } from '../described.js'
import { asObject, type JsonObject, MADE_TWICE, objectIn, objectInString } from '../json.js'
import type { ReadCall, Reader, Reading } from '../reading.js'
import { Checklist, headerValues } from './checklist.js'
import { checkKid } from './mastercard-kid.js'

/** Reads sealed requests: what can be seen from outside, and what is inside if the private key is at hand. */
export const mastercardReader: Reader<Keys> = {
  provider: 'mastercard',
  vendorChecks: ({ request }: Call<Keys>) => [
    'the client certificate is one that Mastercard signed, over TLS 1.2 or newer',
    ...(request.body.length === 0
      ? []
      : [
          'the body is {"encryptedData": "<JWE>"} and nothing beside it',
          'the JWE header is kid, cty, alg and enc, and the kid is that of a key of the project',
          'the JWE opens with the private key of that kid, and holds JSON',
        ]),
  ],
  read(call) {
    const list = new Checklist()
    const reading = { how: 'the whole body as a JWE', checks: list.checks, notes: list.notes }
    if (call.request.body.length === 0) return { ...reading, how: 'no body, so nothing is encrypted' }
    return readSealed(call, list, reading)
  },
}

async function readSealed(
  call: ReadCall<Keys>,
  list: Checklist,
  reading: Reading<Keys>,
): Promise<Reading<Keys>> {
  const { request, host } = call
  const compact = compactIn(request.body, call, list)
  if (compact === undefined) return reading
  readType(request, list)
  if (!readForm(compact, list)) return reading
  const jwe = parseJwe(compact, host)
  const cut = jwe ? [] : cutParts(compact)
  if (cut.length > 0)
    list.check('jweForm', false, `${cut.join(', ')}: cut off, or not base64url of whole bytes`)
  else list.check('jweHeader', jwe !== undefined, 'the first part is not a JSON object in base64url')
  if (!jwe) return reading
  readHeader(jwe, call, list)
  readSizes(jwe, call.settings, list)
  await readInside(jwe, call, list)
  return { ...reading, singleUse: [{ name: 'IV', value: compact.split('.')[2] ?? '' }] }
}

function readType({ headers }: Call<Keys>['request'], list: Checklist): void {
  const [type = ''] = headerValues(headers, 'Content-Type')
  const holds = /^application\/json\s*(;|$)/i.test(type)
  const found = type === '' ? 'it is missing' : `it is ${mediaType(type)}`
  list.check('Content-Type', holds, `${found}; expected application/json`)
}

/** The media type as it may be shown: a header may hold anything. */
function mediaType(text: string): string {
  const [, type] = /^((?:application|text|multipart|image)\/[a-z.+-]{1,40})\s*(?:;|$)/i.exec(text) ?? []
  return type ? `"${type}"` : `not a known one (${described(text)})`
}

/** The compact JWE in the body; undefined, with the reason in the list, if there is none. */
function compactIn(body: Data, { host }: ReadCall<Keys>, list: Checklist): string | undefined {
  const codec = host.codec ?? plainCodec
  const json = objectIn(() => textOf(body, codec))
  const bytes = bytesOf(body, codec)
  const sealed = json?.encryptedData
  const problem = sealedProblem(json, bytes)
  list.check('encrypted', problem === undefined, problem ?? '')
  if (!json || problem !== undefined) return undefined
  const beside = Object.keys(json).filter((name) => name !== 'encryptedData')
  const names = beside.slice(0, 5).map(shownName).join(', ')
  list.check(
    'noPlaintext',
    beside.length === 0,
    `${names} in plaintext beside encryptedData; expected it alone`,
  )
  return String(sealed)
}

const COMPACT = /^[\w+/=-]{8,}(?:\.[\w+/=-]{1,}){4}$/

function sealedProblem(json: JsonObject | undefined, bytes: Uint8Array): string | undefined {
  const expected = 'expected {"encryptedData": "<JWE>"}'
  const size = bytes.length
  if (/^encryptedData=/.test(Buffer.from(bytes).toString('latin1', 0, 20)))
    return `the body is a form, and not JSON; ${expected}`
  if (!json && COMPACT.test(Buffer.from(bytes).toString('latin1').trim()))
    return `the body is the JWE itself, not in JSON; ${expected}`
  if (!json && objectInString(Buffer.from(bytes).toString())) return `the body is ${MADE_TWICE}; ${expected}`
  if (!json) return `the body (${size} bytes) is not a JSON object; ${expected}`
  const sealed = json.encryptedData
  const other = Object.keys(json).find((name) => COMPACT.test(String(json[name])))
  if (sealed === undefined && other !== undefined)
    return `encryptedData is missing; ${shownName(other)} holds a JWE: only the name is wrong`
  const holder = Object.keys(json).find((name) => asObject(json[name])?.encryptedData !== undefined)
  if (sealed === undefined && holder !== undefined)
    return `encryptedData is in ${shownName(holder)}; ${expected}, with nothing around it`
  if (sealed === undefined)
    return `the body is not encrypted: ${size} bytes of JSON without encryptedData; ${expected}`
  return typeof sealed === 'string' ? unrenderedProblem(sealed) : `encryptedData is not a string; ${expected}`
}

/** The parts whose last letter is not one that an encoder writes. */
const cutParts = (compact: string): string[] =>
  compact.split('.').flatMap((part, n) => {
    const url = part.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')
    return Buffer.from(url, 'base64url').toString('base64url') === url ? [] : [PARTS[n] ?? '']
  })

const PARTS = ['header', 'encrypted key', 'IV', 'ciphertext', 'tag']

function readForm(compact: string, list: Checklist): boolean {
  const parts = compact.split('.')
  const hint = parts.length === 3 ? ', as a signed token (JWS) has' : ''
  if (!list.check('jweForm', parts.length === 5, `it has ${parts.length} parts${hint}; a JWE has five parts`))
    return false
  const plain = PARTS.filter((_name, n) => !/^[\w-]+$/.test(parts[n] ?? ''))
  const bad = plain.map((name) => parts[PARTS.indexOf(name)] ?? '')
  const what = bad.includes('')
    ? 'empty'
    : bad.some((part) => /\s/.test(part))
      ? 'there are line breaks or spaces in it'
      : 'not in base64url (plain base64?)'
  list.check(
    'alphabet',
    plain.length === 0,
    `${plain.join(', ')}: ${what}; expected base64url without padding`,
  )
  return true
}

const HEADER = { alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'application/json' }

function readHeader({ header }: Jwe, call: ReadCall<Keys>, list: Checklist): void {
  const extra = Object.keys(header).filter((name) => name !== 'kid' && !Object.hasOwn(HEADER, name))
  const names = extra.slice(0, 5).map(shownName).join(', ')
  list.check(
    'jweParameters',
    extra.length === 0,
    `${names} in the header; expected only kid, cty, alg and enc`,
  )
  for (const [name, value] of Object.entries(HEADER))
    list.check(name, header[name] === value, `${parameter(header[name])}; expected ${value}`)
  checkKid(header.kid, call, list)
}

/** A parameter's value as it may be shown: names of algorithms, and nothing else. */
function parameter(value: unknown): string {
  if (value === undefined) return 'it is missing'
  if (typeof value !== 'string') return 'it is not a string'
  const known =
    /^(?:RSA|ECDH|PBES2|A\d{3}|HS\d|RS\d|PS\d|ES\d|dir$|none$)[A-Za-z0-9_+-]{0,20}$|^[a-z]{1,12}(?:\/[a-z-]{1,20})?$/
  return known.test(value) ? `it is "${value}"` : `it has ${described(value)}`
}

function readSizes({ iv, tag, encryptedKey }: Jwe, { encryption: { bits } }: Keys, list: Checklist): void {
  list.check(
    'encryptedKey',
    encryptedKey.length === Math.ceil(bits / 8),
    `it has ${encryptedKey.length * 8} bits and the certificate's key ${bits}, so it is encrypted to another key`,
  )
  list.check('iv', iv.length === 12, `it has ${iv.length * 8} bits; expected 96 (RFC 7518 section 5.3)`)
  list.check('tag', tag.length === 16, `it has ${tag.length * 8} bits; expected 128`)
  if (iv.length > 0 && iv.every((value) => value === 0))
    list.notes.push('the IV is all zeros; each request needs a fresh one')
}

const TO_ITSELF =
  'it opens with MASTERCARD_DECRYPTION_KEY, which is for responses; encrypt to MASTERCARD_ENCRYPTION_CERTIFICATE'

/** With the private key at hand: whether it opens, and what is inside. */
async function readInside(
  jwe: Jwe,
  { settings: keys, host }: ReadCall<Keys>,
  list: Checklist,
): Promise<void> {
  if (!keys.decryption || jwe.header.alg !== 'RSA-OAEP-256' || !isKnownEncryption(jwe.header.enc)) return
  const ours = String(jwe.header.kid).toLowerCase() === keys.decryptionKeyId
  try {
    const inside = await withPromises(decryptJwe(jwe, keys.privateKey(), host))
    list.check('opens', true, '')
    const isOwnPair = keys.decryptionKeyId === fingerprint(keys.encryption.spki, host)
    if (!ours && isOwnPair) list.notes.push('it opens with MASTERCARD_DECRYPTION_KEY, whatever its kid says')
    else if (!ours) list.check('encryptedKey', false, TO_ITSELF)
    const json = objectIn(() => textOf(inside, host.codec ?? plainCodec))
    const twice = objectInString(Buffer.from(inside).toString())
    const found = twice ? `is ${MADE_TWICE}` : `(${inside.length} bytes) is not a JSON object`
    list.check('json', json !== undefined, `the encrypted body ${found}`)
    list.check(
      'encryptedOnce',
      json?.encryptedData === undefined,
      'the encrypted body holds an encrypted body; encrypt once',
    )
  } catch {
    // To any other key it is encrypted rightly: only Mastercard opens it.
    if (ours)
      list.check(
        'opens',
        false,
        'it has the kid of MASTERCARD_DECRYPTION_KEY and does not open with it: it was changed after it was encrypted',
      )
  }
}

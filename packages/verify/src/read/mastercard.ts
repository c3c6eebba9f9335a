import { bytesOf, plainCodec, textOf } from '@countersign/core/bytes'
import { decryptJwe, isKnownEncryption, type Jwe, parseJwe } from '@countersign/core/jose/jwe'
import type { Data } from '@countersign/core/message'
import type { Call } from '@countersign/core/provider'
import type { Keys } from '@countersign/core/providers/mastercard/keys'
import type { ReadCall, Reader, Reading } from '../reading.js'
import { allOf, Checklist, quoted, unrendered } from './checklist.js'
import { kidProblem } from './mastercard-kid.js'

/** Reads sealed requests back: what of them can be seen from outside, and inside with the private key at hand. */
export const mastercardReader: Reader<Keys> = {
  provider: 'mastercard',
  vendorChecks: ({ request }: Call<Keys>) => [
    'the client certificate is one that Mastercard signed, over TLS 1.2 or newer',
    ...(request.body.length === 0
      ? []
      : [
          'the body is {"encryptedData": "<JWE>"} and nothing beside it',
          'the JWE header is kid, cty, alg and enc, and the kid is that of a key of the project',
          'the JWE opens by the private key of that kid, and holds JSON',
        ]),
  ],
  read(call) {
    const list = new Checklist()
    const reading = { how: 'the whole body as a JWE', checks: list.checks, seen: list.seen }
    if (call.request.body.length === 0) return { ...reading, how: 'no body, so nothing is sealed' }
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
  if (!list.check('jweHeader', jwe !== undefined, 'the first part is not a JSON object in base64url') || !jwe)
    return reading
  readHeader(jwe, call, list)
  readSizes(jwe, call.settings, list)
  await readInside(jwe, call, list)
  return { ...reading, once: [{ name: 'IV', value: compact.split('.')[2] ?? '' }] }
}

function readType({ headers }: Call<Keys>['request'], list: Checklist): void {
  const [type = ''] = allOf(headers, 'Content-Type')
  const due = 'application/json is due'
  list.check(
    'Content-Type',
    /^application\/json\s*(;|$)/i.test(type),
    type === '' ? `it is not there; ${due}` : `it is ${quoted(type)}; ${due}`,
  )
}

/** The compact JWE in the body; undefined, with the reason noted, where there is none. */
function compactIn(body: Data, { host }: ReadCall<Keys>, list: Checklist): string | undefined {
  const codec = host.codec ?? plainCodec
  const json = jsonIn(() => textOf(body, codec))
  const size = bytesOf(body, codec).length
  const sealed = json && !Array.isArray(json) ? json.encryptedData : undefined
  const problem = sealedProblem(json, sealed, size)
  list.check('sealed', problem === undefined, problem ?? '')
  if (!json || problem !== undefined) return undefined
  const beside = Object.keys(json).filter((name) => name !== 'encryptedData')
  const names = beside.slice(0, 5).map(quoted).join(', ')
  list.check('nothingInClear', beside.length === 0, `${names} in clear beside encryptedData; it is due alone`)
  return String(sealed)
}

function sealedProblem(json: object | undefined, sealed: unknown, size: number): string | undefined {
  const due = '{"encryptedData": "<JWE>"} is due'
  if (!json) return `the body of ${size} bytes is not a JSON object; ${due}`
  if (sealed === undefined) return `the body is in clear, ${size} bytes of JSON without encryptedData; ${due}`
  if (typeof sealed !== 'string') return `encryptedData is no text; ${due}`
  const template = unrendered(sealed)
  return template ? `${template} was not filled in` : undefined
}

function jsonIn(text: () => string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const PARTS = ['header', 'encrypted key', 'IV', 'ciphertext', 'tag']

function readForm(compact: string, list: Checklist): boolean {
  const parts = compact.split('.')
  const hint = parts.length === 3 ? ', as a signed token (JWS) has' : ''
  if (!list.check('jweForm', parts.length === 5, `it has ${parts.length} parts${hint}; a JWE has five`))
    return false
  const plain = PARTS.filter((_name, n) => !/^[\w-]+$/.test(parts[n] ?? ''))
  const what = plain.some((name) => parts[PARTS.indexOf(name)] === '')
    ? 'empty'
    : 'not in base64url (plain base64?)'
  list.check('alphabet', plain.length === 0, `${plain.join(', ')}: ${what}; base64url without padding is due`)
  return true
}

function readHeader(jwe: Jwe, call: ReadCall<Keys>, list: Checklist): void {
  const due = { alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'application/json' }
  const names = Object.keys(jwe.header)
  const extra = names.filter((name) => name !== 'kid' && !Object.hasOwn(due, name))
  list.check(
    'jweParameters',
    extra.length === 0,
    `${extra.slice(0, 5).map(quoted).join(', ')} in the header; kid, cty, alg and enc alone are due`,
  )
  for (const [name, value] of Object.entries(due)) {
    const found = jwe.header[name]
    const seen = found === undefined ? 'it is not there' : `it is ${quoted(String(found))}`
    list.check(name, found === value, `${seen}; ${value} is due`)
  }
  const problem = kidProblem(jwe.header.kid, call)
  list.check('kid', problem === undefined, problem ?? '')
}

function readSizes({ iv, tag, encryptedKey }: Jwe, { encryption: { bits } }: Keys, list: Checklist): void {
  list.check(
    'encryptedKey',
    encryptedKey.length === Math.ceil(bits / 8),
    `it has ${encryptedKey.length * 8} bits; the certificate's key makes ${bits}, so it is sealed to another key`,
  )
  list.check('iv', iv.length === 12, `it has ${iv.length * 8} bits; 96 are due (RFC 7518 section 5.3)`)
  list.check('tag', tag.length === 16, `it has ${tag.length * 8} bits; 128 are due`)
  if (iv.length > 0 && iv.every((value) => value === 0))
    list.seen.push('the IV is all zeros; a fresh one is due each time')
}

/** With the private key at hand: whether it opens, and what is inside. */
async function readInside(
  jwe: Jwe,
  { settings: keys, host }: ReadCall<Keys>,
  list: Checklist,
): Promise<void> {
  if (!keys.decryption || jwe.header.alg !== 'RSA-OAEP-256' || !isKnownEncryption(jwe.header.enc)) return
  const ours = String(jwe.header.kid).toLowerCase() === keys.decryptionKeyId
  try {
    const inside = await decryptJwe(jwe, keys.privateKey(), host)
    list.check('opens', true, '')
    if (!ours) list.seen.push('it opens with MASTERCARD_DECRYPTION_KEY, whatever its kid says')
    const json = jsonIn(() => textOf(inside, host.codec ?? plainCodec))
    list.check('json', json !== undefined, `what is sealed, ${inside.length} bytes, is not a JSON object`)
    list.check(
      'sealedOnce',
      json?.encryptedData === undefined,
      'what is sealed is a sealed body again; seal once',
    )
  } catch {
    if (ours)
      list.check(
        'opens',
        false,
        'it does not open with MASTERCARD_DECRYPTION_KEY, whose kid it has: it was changed after it was sealed',
      )
    else
      list.seen.push(
        'MASTERCARD_DECRYPTION_KEY is another key than the one it is sealed to, so it was not opened',
      )
  }
}

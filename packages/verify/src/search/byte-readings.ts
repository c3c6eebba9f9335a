import type { Encoding } from '@countersign/core'

/** Bytes that a text may stand for, and how it is read then: `base64 without its padding`. */
export interface ByteReading {
  readonly bytes: Buffer
  readonly when: string
}

// No signature is longer.
const LONGEST = 6000
const HEX = /^(?:[0-9a-f]{2}){16,1024}$/i
const BASE64 = /^[A-Za-z0-9+/_-]{20,2800}={0,2}$/

/** The bytes that a signature or a hash may stand for, the likeliest first. `lengths`: how many bytes it may have. */
export function readings(text: string, lengths: readonly number[]): ByteReading[] {
  if (text.length > LONGEST) return []
  return [
    ...plain(text, ''),
    ...numbers(text, lengths),
    ...plain(text.replace(/^(sha-?256=|0x|hmac-sha256[ =:])/i, ''), ' after a prefix'),
    ...plain(unescaped(text), ' and percent-encoded'),
    ...plain(withoutLabel(unescaped(text)), ' with the label of openssl'),
    ...plain(text.replace(/[-: ]/g, ''), ' with separators between the bytes'),
    ...plain(unescaped(text).replace(/ /g, '+'), ' with spaces for its plus signs'),
    ...plain(unescaped(text).replace(/\s|\\r|\\n/g, ''), ' with line breaks in it'),
    ...plain(
      text.replace(/^b?(["'])(.*)\1$/s, '$2'),
      text.startsWith('b') ? " in Python's b'…'" : ' in quotes',
    ),
    ...printed(text),
  ]
}

function plain(text: string, remark: string): ByteReading[] {
  if (HEX.test(text)) {
    const capitals = /[A-F]/.test(text) ? 'upper-case hex' : 'hex'
    return [reading(Buffer.from(text, 'hex'), capitals + remark), ...nested(text, 'hex', remark)]
  }
  if (!BASE64.test(text)) return []
  const bytes = Buffer.from(text, 'base64')
  return [reading(bytes, kindOf(text, bytes) + remark), ...nested(text, 'base64', remark)]
}

function kindOf(text: string, bytes: Buffer): string {
  if (/[_-]/.test(text)) return text.endsWith('=') ? 'base64url with padding' : 'base64url'
  return bytes.toString('base64') === text ? 'base64' : 'base64 without its padding'
}

/** Hex or base64 of text that is hex or base64 itself. */
function nested(text: string, outer: Encoding, remark: string): ByteReading[] {
  const inner = Buffer.from(text, outer).toString('latin1')
  if (HEX.test(inner)) return [reading(Buffer.from(inner, 'hex'), `${outer} of the hex digits${remark}`)]
  return BASE64.test(inner.trim())
    ? [reading(Buffer.from(inner, 'base64'), `${outer} of base64 letters${remark}`)]
    : []
}

/** What languages print of an array of bytes. */
function printed(text: string): ByteReading[] {
  if (/^\[?-?\d{1,3}(?:[, ] ?-?\d{1,3}){15,1024}\]?$/.test(text))
    return [reading(Buffer.from(text.match(/-?\d+/g)?.map(Number) ?? []), 'a list of its bytes in decimal')]
  const [, , escaped] = /^b(["'])(.*)\1$/s.exec(text) ?? []
  return escaped?.includes('\\x') ? [reading(pythonBytes(escaped), "the bytes that Python's str prints")] : []
}

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

const pythonBytes = (escaped: string): Buffer =>
  Buffer.from(
    escaped.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_all, hex?: string, letter = '') =>
      hex === undefined ? (CONTROLS[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  )

/** Hex of one large number, which has no leading zeros and may be negative. */
function numbers(text: string, lengths: readonly number[]): ByteReading[] {
  const [, minus, digits = ''] = /^(-?)([0-9a-f]+)$/i.exec(text) ?? []
  return lengths.flatMap((length) => ofNumber(digits, length, minus === '-'))
}

// More are not there by chance.
const MOST_ZEROS = 6

function ofNumber(digits: string, length: number, isNegative: boolean): ByteReading[] {
  const missing = 2 * length - digits.length
  if (missing < 0 || missing > MOST_ZEROS || (missing === 0 && !isNegative)) return []
  if (!isNegative)
    return [reading(Buffer.from(digits.padStart(2 * length, '0'), 'hex'), 'hex without its leading zeros')]
  const value = (1n << BigInt(8 * length)) - BigInt(`0x${digits}`)
  const hex = value.toString(16).padStart(2 * length, '0')
  return [reading(Buffer.from(hex, 'hex'), "hex of a negative number, as Java's BigInteger writes it")]
}

const reading = (bytes: Buffer, when: string): ByteReading => ({ bytes, when })

/** `SHA2-256(stdin)= 5bdc…` of `openssl dgst`, `5bdc… *stdin` with `-r`, `5bdc…  -` of `sha256sum`. */
const withoutLabel = (text: string) =>
  text.replace(/^[A-Z0-9/-]{1,20}\([^()]{0,80}\)= /i, '').replace(/ [ *](?:stdin|-)$/, '')

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

import { fromBase64, plainCodec } from '../bytes.js'
import type { Bytes } from '../message.js'
import { ownBytes } from './der-own.js'
import { unitsOf } from './windows.js'

/** A secret as one encoding writes it, in units of a text; `own` has 1 for those that other keys of its kind do not share. */
export interface Spelling {
  readonly units: ArrayLike<number>
  readonly own?: ArrayLike<number>
}

/** Bytes of a text that reads as base64 or hex count as a key from this many on. */
const SHORTEST_KEY = 12

/**
 * All that a secret may look like besides escapes: as it is, and its bytes one by one, in hex and in base64. Of a
 * PEM, what stands between its armour; of base64 and hex, the bytes they stand for as well.
 */
export function spellingsOf(secret: string): Spelling[] {
  const bodies = pemBodies(secret)
  if (bodies.length > 0) return bodies.flatMap(pemSpellings)
  return [{ units: unitsOf(secret) }, ...ofBytes(plainCodec.utf8(secret)), ...keyBytes(secret).flatMap(ofKey)]
}

const ofKey = (bytes: Bytes) => ofBytes(bytes, ownBytes(bytes))

function pemSpellings(body: string): Spelling[] {
  // Line ends may be written as two characters; a legacy header (RFC 1421) is not of the key.
  const lines = body.split(/\\r|\\n|[\r\n]/).filter((line) => !line.includes(':'))
  const letters = lines.join('').replace(/\s+/g, '')
  const keys = keyBytes(letters)
  if (keys.length === 0) return [{ units: unitsOf(body) }, { units: unitsOf(letters) }]
  const [key] = keys as [Bytes]
  const own = ownBytes(key)
  return [acrossLines(body, own && ownLetters(own, 0, letters.length)), ...ofBytes(key, own)]
}

/** The body with its line ends as they stand, since a part of it may hold one. */
function acrossLines(body: string, own: Uint8Array | undefined): Spelling {
  const units = unitsOf(body)
  const isOwn = new Uint8Array(units.length)
  let letter = 0
  for (let at = 0; at < units.length; at++)
    if (isLetter(units[at] as number)) isOwn[at] = own?.[letter++] ?? 1
  return { units, own: isOwn }
}

/** Whether a unit is one of base64's or base64url's letters, or padding. */
const isLetter = (code: number) =>
  (code >= 0x2f && code <= 0x39) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x61 && code <= 0x7a) ||
  [0x2b, 0x2d, 0x3d, 0x5f].includes(code)

/** What stands between the armour of private keys in PEM (RFC 7468), cut off or not. */
function pemBodies(text: string): string[] {
  if (!text.includes('-----BEGIN ')) return []
  const blocks = text
    .split('-----BEGIN ')
    .slice(1)
    .map((block) => {
      const [label = '', rest = ''] = splitOnce(block, '-----')
      return { label, body: splitOnce(rest, '-----END')[0].trim() }
    })
  const keys = blocks.filter(({ label }) => label.includes('PRIVATE KEY'))
  return (keys.length > 0 ? keys : blocks).map(({ body }) => body)
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)]
}

/** The bytes that a text stands for, read as base64 and as hex. */
function keyBytes(text: string): Bytes[] {
  const letters = text.replace(/\s+/g, '')
  const read = [base64Bytes(letters), hexBytes(letters)]
  return read.filter((bytes): bytes is Bytes => bytes !== undefined && bytes.length >= SHORTEST_KEY)
}

function base64Bytes(letters: string): Bytes | undefined {
  try {
    return fromBase64(letters)
  } catch {
    return undefined
  }
}

function hexBytes(digits: string): Bytes | undefined {
  if (digits.length % 2 === 1 || !/^[0-9a-f]*$/i.test(digits)) return undefined
  return Uint8Array.from({ length: digits.length / 2 }, (_, n) =>
    Number(`0x${digits.slice(2 * n, 2 * n + 2)}`),
  )
}

function ofBytes(bytes: Bytes, own?: Uint8Array): Spelling[] {
  return [
    { units: bytes, ...(own && { own }) },
    { units: inHex(bytes), ...(own && { own: twice(own) }) },
    ...[0, 1, 2].map((before) => inBase64(bytes, before, own)),
  ]
}

const HEX = unitsOf('0123456789abcdef')

function inHex(bytes: Bytes): Uint8Array {
  const units = new Uint8Array(2 * bytes.length)
  for (let at = 0; at < bytes.length; at++) {
    units[2 * at] = HEX[(bytes[at] as number) >> 4] as number
    units[2 * at + 1] = HEX[(bytes[at] as number) & 15] as number
  }
  return units
}

function twice(own: Uint8Array): Uint8Array {
  const all = new Uint8Array(2 * own.length)
  for (let at = 0; at < all.length; at++) all[at] = own[at >> 1] as number
  return all
}

const BASE64 = unitsOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')

/** The letters that a secret gives base64, whatever stands before and after it: `before` is 0, 1 or 2 bytes. */
function inBase64(bytes: Bytes, before: number, own?: Uint8Array): Spelling {
  const first = Math.ceil((before * 8) / 6)
  const last = Math.floor(((before + bytes.length) * 8) / 6)
  const units = new Uint8Array(last - first)
  for (let at = first; at < last; at++) {
    const [byte, shift] = [Math.floor((6 * at) / 8) - before, 10 - ((6 * at) % 8)]
    const pair = (((bytes[byte] as number) << 8) | (bytes[byte + 1] ?? 0)) >> shift
    units[at - first] = BASE64[pair & 63] as number
  }
  return { units, ...(own && { own: ownLetters(own, before, last).subarray(first) }) }
}

/** Which letters of base64 hold nothing but bytes of a key's own. */
function ownLetters(own: Uint8Array, before: number, letters: number): Uint8Array {
  const all = new Uint8Array(letters)
  for (let at = 0; at < letters; at++) {
    const [first, last] = [Math.floor((6 * at) / 8) - before, Math.floor((6 * at + 5) / 8) - before]
    all[at] = own[first] === 1 && own[last] === 1 ? 1 : 0
  }
  return all
}

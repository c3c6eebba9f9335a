import { fromBase64, plainCodec } from '../bytes.js'
import type { Bytes } from '../message.js'
import { ownBytes } from './der-own.js'

/** A secret as one encoding writes it; `own` says which units are not shared with other keys of its kind. */
export interface Spelling {
  readonly text: string
  readonly own?: readonly boolean[]
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
  return [{ text: secret }, ...ofBytes(plainCodec.utf8(secret)), ...keyBytes(secret).flatMap(ofKey)]
}

const ofKey = (bytes: Bytes) => ofBytes(bytes, ownBytes(bytes))

function pemSpellings(body: string): Spelling[] {
  // Line ends may be written as two characters; a legacy header (RFC 1421) is not of the key.
  const lines = body.split(/\\r|\\n|[\r\n]/).filter((line) => !line.includes(':'))
  const letters = lines.join('').replace(/\s+/g, '')
  const keys = keyBytes(letters)
  if (keys.length === 0) return [{ text: body }, { text: letters }]
  const [key] = keys as [Bytes]
  const own = ownBytes(key)
  const joined: Spelling = { text: letters, ...(own && { own: ownLetters(own, 0, letters.length) }) }
  return [joined, ...acrossLines(body, joined), ...ofBytes(key, own)]
}

/** The body with its line ends as they stand, since a part of it may hold one. */
function acrossLines(body: string, { own }: Spelling): Spelling[] {
  let letter = 0
  const isOwn = [...body].map((one) => /[A-Za-z0-9+/=_-]/.test(one) && (own?.[letter++] ?? true))
  return [{ text: body, own: isOwn }]
}

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
  const each = Array.from(bytes, (value) => String.fromCharCode(value)).join('')
  const hex = Array.from(bytes, (value) => value.toString(16).padStart(2, '0')).join('')
  const owned = own && Array.from(own, (value) => value === 1)
  return [
    { text: each, ...(owned && { own: owned }) },
    { text: hex, ...(owned && { own: owned.flatMap((is) => [is, is]) }) },
    ...[0, 1, 2].map((before) => inBase64(bytes, before, own)),
  ]
}

/** The letters that a secret gives base64, whatever stands before and after it: `before` is 0, 1 or 2 bytes. */
function inBase64(bytes: Bytes, before: number, own?: Uint8Array): Spelling {
  const shifted = new Uint8Array(before + bytes.length)
  shifted.set(bytes, before)
  const first = Math.ceil((before * 8) / 6)
  const last = Math.floor((shifted.length * 8) / 6)
  const text = plainCodec.base64url(shifted).slice(first, last)
  return { text, ...(own && { own: ownLetters(own, before, last).slice(first) }) }
}

function ownLetters(own: Uint8Array, before: number, letters: number): boolean[] {
  const isOwn = (bit: number) => own[Math.floor(bit / 8) - before] === 1
  return Array.from({ length: letters }, (_, n) => isOwn(6 * n) && isOwn(6 * n + 5))
}

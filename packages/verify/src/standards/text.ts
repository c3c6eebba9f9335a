import { createHash, createHmac } from 'node:crypto'
import type { Header } from '@countersign/core'
import { trimmed } from '../around.js'

const UNRESERVED = /[A-Za-z0-9\-._~]/

const octetText = (octet: number): string => {
  const letter = String.fromCharCode(octet)
  return UNRESERVED.test(letter) ? letter : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`
}

/** Percent-encoding of RFC 3986 section 2.1: only unreserved characters stay. */
export const encode = (text: string): string => [...Buffer.from(text)].map(octetText).join('')

/** Decoded as far as it can be; `plus`: a plus is a space, as in a form. */
export function decode(text: string, plus = false): string {
  const plain = plus ? text.replace(/\+/g, ' ') : text
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}

/** Octets that are percent-encoded in one way only, whatever of them was encoded before. */
export const recode = (text: string, plus = false): string =>
  (plus ? text.replace(/\+/g, '%20') : text).replace(
    /%([0-9a-f]{2})|%|[^%A-Za-z0-9\-._~]+/gi,
    (part: string, octet?: string) =>
      octet === undefined ? encode(part) : octetText(Number.parseInt(octet, 16)),
  )

/** The parameters of a query or a form as they are written. */
export function pairsOf(text: string): [name: string, value: string][] {
  return text
    .split('&')
    .filter(Boolean)
    .map((part) => {
      const at = part.indexOf('=')
      return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
    })
}

/** By name and then by value, by their octets. */
export const sortedPairs = <Pair extends readonly [string, string]>(pairs: readonly Pair[]): Pair[] =>
  [...pairs].sort(([a, x], [b, y]) => order(a, b) || order(x, y))

export const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** All values of a header in order, trimmed. */
export const valuesOf = (headers: readonly Header[], name: string): string[] =>
  headers.filter(([one]) => one.toLowerCase() === name.toLowerCase()).map(([, value]) => trimmed(value))

export const hmac = (hash: string, key: string | Uint8Array, text: string | Uint8Array): Buffer =>
  createHmac(hash, key).update(text).digest()

export const hashOf = (
  hash: string,
  data: string | Uint8Array,
  encoding: 'hex' | 'base64' | 'base64url' = 'hex',
): string => createHash(hash).update(data).digest(encoding)

/** Whatever a URL cannot carry, as clients encode it before they send. */
export const asSent = (text: string): string => text.replace(/[^\u0021-\u007e]+/g, encode)

import type { Pair } from '../src/model.js'
import { utf8Of } from './text.js'

/** The pairs of a form (WHATWG URL section 5.1). Bytes that are not UTF-8 stay visible. */
export const formPairs = (text: string): Pair[] =>
  text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=')
      return at < 0 ? [decoded(pair), ''] : [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))]
    })

function decoded(text: string): string {
  const bytes = new TextEncoder().encode(text.replace(/\+/g, ' '))
  const plain: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    const hex =
      bytes[at] === PERCENT && /^[0-9a-f]{2}/i.exec(String.fromCharCode(...bytes.subarray(at + 1, at + 3)))
    plain.push(hex ? Number.parseInt(hex[0], 16) : (bytes[at] as number))
    if (hex) at += 2
  }
  return utf8Of(Uint8Array.from(plain))
}

const PERCENT = 0x25

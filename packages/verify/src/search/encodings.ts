import type { Encoding } from '@countersign/core'
import { CORRECT, type Mistake } from './mistake.js'

interface Candidate extends Mistake {
  readonly bytes: Buffer
}

const HEX = /^(?:[0-9a-f]{2}){16,64}$/i
const BASE64 = /^[A-Za-z0-9+/_-]{20,90}={0,2}$/

/** The bytes that a signature may stand for, by their hex, each with the encoding that gives them. */
export function encodings(claimed: string, expected: Encoding): ReadonlyMap<string, Mistake> {
  const found = new Map<string, Mistake>()
  for (const { bytes, when } of candidates(claimed)) {
    const right = bytes.toString(expected) === claimed
    const name = expected === 'hex' ? 'lower-case hex' : 'base64'
    const mistake = right
      ? CORRECT
      : { when: `the signature is read as ${when}`, advice: `Write it in ${name}.` }
    if (!found.has(bytes.toString('hex')) || right) found.set(bytes.toString('hex'), mistake)
  }
  return found
}

function candidates(claimed: string): Candidate[] {
  return [
    ...plain(claimed, ''),
    ...plain(claimed.replace(/^(sha-?256=|0x|hmac-sha256[ =:])/i, ''), ' after a prefix'),
    ...plain(claimed.replace(/[-: ]/g, ''), ' with separators between the bytes'),
    ...plain(unescaped(claimed), ' and percent-encoded'),
  ]
}

function plain(text: string, remark: string): Candidate[] {
  if (HEX.test(text)) {
    const capitals = /[A-F]/.test(text) ? 'upper-case hex' : 'hex'
    return [candidate(Buffer.from(text, 'hex'), capitals + remark), ...nested(text, 'hex', remark)]
  }
  if (!BASE64.test(text)) return []
  const kind = /[_-]/.test(text) ? 'base64url' : /=$/.test(text) ? 'base64' : 'base64 without its padding'
  return [candidate(Buffer.from(text, 'base64'), kind + remark), ...nested(text, 'base64', remark)]
}

/** Hex or base64 of text that is hex or base64 itself. */
function nested(text: string, outer: Encoding, remark: string): Candidate[] {
  const inner = Buffer.from(text, outer).toString('latin1')
  if (HEX.test(inner)) return [candidate(Buffer.from(inner, 'hex'), `${outer} of the hex digits${remark}`)]
  return BASE64.test(inner)
    ? [candidate(Buffer.from(inner, 'base64'), `${outer} of base64 letters${remark}`)]
    : []
}

const candidate = (bytes: Buffer, when: string): Candidate => ({ bytes, when, advice: '' })

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

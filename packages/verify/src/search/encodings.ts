import type { Encoding } from '@countersign/core'
import { DUE, type Variant } from './mistake.js'

interface Spelling extends Variant {
  readonly bytes: Buffer
}

const HEX = /^(?:[0-9a-f]{2}){16,64}$/i
const BASE64 = /^[A-Za-z0-9+/_-]{20,90}={0,2}$/

/** The bytes that a written signature may stand for, each with how it is then spelled, by their hex. */
export function spellings(written: string, due: Encoding): ReadonlyMap<string, Variant> {
  const found = new Map<string, Variant>()
  for (const { bytes, when } of candidates(written)) {
    const right = bytes.toString(due) === written
    const name = due === 'hex' ? 'lower-case hex' : 'base64'
    const variant = right ? DUE : { when: `the signature is read as ${when}`, advice: `Write it in ${name}.` }
    if (!found.has(bytes.toString('hex')) || right) found.set(bytes.toString('hex'), variant)
  }
  return found
}

function candidates(written: string): Spelling[] {
  return [
    ...plain(written, ''),
    ...plain(written.replace(/^(sha-?256=|0x|hmac-sha256[ =:])/i, ''), ' behind a prefix'),
    ...plain(written.replace(/[-: ]/g, ''), ' with signs between the bytes'),
    ...plain(unescaped(written), ' and percent-encoded'),
  ]
}

function plain(text: string, remark: string): Spelling[] {
  if (HEX.test(text)) {
    const capitals = /[A-F]/.test(text) ? 'hex in capitals' : 'hex'
    return [spelling(Buffer.from(text, 'hex'), capitals + remark), ...nested(text, 'hex', remark)]
  }
  if (!BASE64.test(text)) return []
  const kind = /[_-]/.test(text) ? 'base64url' : /=$/.test(text) ? 'base64' : 'base64 without its padding'
  return [spelling(Buffer.from(text, 'base64'), kind + remark), ...nested(text, 'base64', remark)]
}

/** Hex or base64 of a text that is hex or base64 itself. */
function nested(text: string, outer: Encoding, remark: string): Spelling[] {
  const inner = Buffer.from(text, outer).toString('latin1')
  if (HEX.test(inner)) return [spelling(Buffer.from(inner, 'hex'), `${outer} of the hex digits${remark}`)]
  return BASE64.test(inner)
    ? [spelling(Buffer.from(inner, 'base64'), `${outer} of base64 letters${remark}`)]
    : []
}

const spelling = (bytes: Buffer, when: string): Spelling => ({ bytes, when, advice: '' })

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

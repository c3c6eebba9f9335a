import { decode } from '../text.js'
import type { Problems } from '../words.js'

const NAME = 'oauth_signature'
const RIGHT = 'expected base64, percent-encoded once'

/** The bytes of `oauth_signature`; where its form is not base64 that is percent-encoded once, that is noted. */
export function signatureBytes(sent: string, problems: Problems): Buffer {
  const text = unescaped(sent, problems)
  const plain = text.replace(/\s/g, '')
  if (plain !== text) problems.add(NAME, `there are line breaks or spaces in it; ${RIGHT}`)
  const form = formOf(plain)
  if (form.says) problems.add(NAME, `it is in ${form.says}; ${RIGHT}`)
  return form.bytes
}

function unescaped(sent: string, problems: Problems): string {
  const once = decode(sent)
  const twice = decode(once)
  if (twice !== once) problems.add(NAME, `it is percent-encoded twice; ${RIGHT}`)
  else if (once === sent && /[+/=]/.test(sent)) problems.add(NAME, `it is not percent-encoded; ${RIGHT}`)
  return twice
}

interface Form {
  readonly says: string
  readonly bytes: Buffer
}

function formOf(text: string): Form {
  if (isHex(text)) return { says: 'hex', bytes: Buffer.from(text, 'hex') }
  const bytes = Buffer.from(text, 'base64')
  const inner = bytes.toString('latin1')
  if (isHex(inner)) return { says: 'base64 of the hex digits', bytes: Buffer.from(inner, 'hex') }
  if (/[_-]/.test(text)) return { says: 'base64url', bytes }
  return { says: bytes.toString('base64') === text ? '' : 'base64 without its padding', bytes }
}

const isHex = (text: string) => /^(?:[0-9a-f]{2}){16,}$/i.test(text)

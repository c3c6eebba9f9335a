import { bytesOf, plainCodec } from '../bytes.js'
import type { Codec, Host } from '../host.js'
import type { Bytes, Data } from '../message.js'
import type { SecretFilter } from '../secrets/filter.js'
import type { Trace } from '../trace.js'

const START = 64
/** A private key in PEM, percent-encoded. */
const LONGEST_SECRET = 16_384

/** Tells a body's bytes: how many, their SHA-256, the first of them, byte order mark and line ends. */
export function describeBody(body: Data, conceal: SecretFilter, host: Host, trace: Trace): void {
  const codec = host.codec ?? plainCodec
  const bytes = bytesOf(body, codec)
  trace('bodyLength', bytes.length)
  if (bytes.length === 0) return
  const text = textStart(bytes, codec) ?? Array.from(bytes, (value) => String.fromCharCode(value)).join('')
  // A fingerprint of a body with a password in it would help to guess the password.
  const secret = conceal(text) !== text
  trace(
    'bodySha256',
    secret ? 'not shown, since the body holds a secret' : host.hash('SHA-256', bytes, 'hex'),
  )
  trace('bodyStart', startOf(bytes, conceal, codec))
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    trace('bodyBom', 'EF BB BF, which is signed and sent')
  trace('bodyLineEnds', lineEndsOf(bytes))
}

/** The first bytes as a quoted text, secrets taken out before it is cut; in hex if they are not UTF-8. */
function startOf(bytes: Bytes, conceal: SecretFilter, codec: Codec): string {
  const text = textStart(bytes.subarray(0, START + LONGEST_SECRET), codec)
  if (text === undefined) {
    const digits = [...bytes.subarray(0, START / 2)].map((value) => value.toString(16).padStart(2, '0'))
    const isSecret = conceal(digits.join('')) !== digits.join('')
    return `${isSecret ? 'not shown, since it holds a secret' : digits.join(' ')} (not UTF-8)`
  }
  const clean = conceal(text)
  const start = clean.slice(0, START)
  return JSON.stringify(start) + (bytes.length > START || start.length < clean.length ? ' …' : '')
}

/** The text of bytes that may be cut within a letter. */
function textStart(bytes: Bytes, codec: Codec): string | undefined {
  for (let cut = 0; cut < 4; cut++) {
    try {
      return codec.text(bytes.subarray(0, bytes.length - cut))
    } catch {
      // A letter of up to four bytes may be cut at the end.
    }
  }
  return undefined
}

function lineEndsOf(bytes: Bytes): string {
  let [crlf, lf, cr] = [0, 0, 0]
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 13) bytes[at + 1] === 10 ? crlf++ : cr++
    else if (bytes[at] === 10 && bytes[at - 1] !== 13) lf++
  }
  const found = [crlf && `${crlf} CRLF`, lf && `${lf} LF`, cr && `${cr} CR`].filter(Boolean)
  const last = bytes[bytes.length - 1]
  const end = last === 10 || last === 13 ? ', the last of them at the end' : ''
  return found.length === 0 ? 'none' : found.join(', ') + end
}

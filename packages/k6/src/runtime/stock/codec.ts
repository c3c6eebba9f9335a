import { fromBase64, wellFormed } from '@countersign/core/bytes'
import type { Codec } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import encoding from 'k6/encoding'

/** Takes a view of bytes as k6 does, though its types name only `ArrayBuffer`. */
const encode = encoding.b64encode as (input: string | Bytes, variant: 'std' | 'rawurl') => string
const decode = (text: string) => new Uint8Array(encoding.b64decode(text, 'rawurl'))

// k6 normalises by way of UTF-8, which puts U+FFFD in place of a lone surrogate; an engine by the book keeps it.
export const NORMALIZE_TELLS = '\ud800'.normalize() !== '\ud800'

// From k6 2.2 on; strict, a byte order mark kept.
const decoder =
  typeof TextDecoder === 'function' ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }) : undefined

/** Conversions by `k6/encoding`: k6 of before 2.2 has no TextEncoder, and a loop over bytes is slow in it. */
export const k6Codec: Codec & Required<Pick<Codec, 'wellFormed'>> = {
  utf8: (text) => decode(encode(text, 'rawurl')),
  byteLength: (text) => Math.floor((encode(text, 'rawurl').length * 3) / 4),
  text(bytes) {
    if (decoder) return decoder.decode(bytes)
    const written = encode(bytes, 'std')
    const text = encoding.b64decode(written, 'std', 's')
    // k6 shows U+FFFD where bytes are not UTF-8, and keeps those bytes underneath: a copy has what is shown.
    if (text.includes('\ufffd') && encode([...text].join(''), 'std') !== written) throw new Error('not UTF-8')
    return text
  },
  base64url: (bytes) => encode(bytes, 'rawurl'),
  fromBase64(text) {
    const isPlain = text.includes('+') || text.includes('/')
    const letters = isPlain ? text.replaceAll('+', '-').replaceAll('/', '_') : text
    // Go reads past line ends and stray bits: those are for the strict reader to judge.
    const isClean = !letters.includes('\n') && !letters.includes('\r') && endsOnAByte(letters)
    return (isClean && decodeOrNothing(letters)) || strictly(text)
  },
  // At no cost for ASCII, where encodeURIComponent costs as much as the HMAC.
  wellFormed: (text) => (NORMALIZE_TELLS && text.normalize() === text) || wellFormed(text),
}

/** Whether no bit is left over behind the last byte (RFC 4648 section 3.5). */
function endsOnAByte(letters: string): boolean {
  const last = letters.charAt(letters.length - 1)
  const over = letters.length % 4
  return (
    over === 0 || (over === 2 && 'AQgw'.includes(last)) || (over === 3 && 'AEIMQUYcgkosw048'.includes(last))
  )
}

function strictly(text: string): Bytes {
  const bare = text.replace(/={1,2}$/, '')
  if (bare.length === text.length || text.length % 4 !== 0) return fromBase64(text)
  return k6Codec.fromBase64(bare)
}

function decodeOrNothing(letters: string): Bytes | undefined {
  try {
    return decode(letters)
  } catch {
    return undefined
  }
}

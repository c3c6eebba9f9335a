import type { Codec } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'

// A byte order mark is part of the body: it is kept.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Conversions by Node's Buffer.
 * @example nodeCodec.base64url(nodeCodec.utf8('id:secret'))
 */
export const nodeCodec: Codec = {
  utf8: (text) => Buffer.from(text) as Bytes,
  byteLength: (text) => Buffer.byteLength(text),
  text: (bytes) => decoder.decode(bytes),
  base64url: (bytes) => view(bytes).toString('base64url'),
  hex: (bytes) => view(bytes).toString('hex'),
  fromHex(text) {
    // Buffer reads as far as there are digits.
    const bytes = Buffer.from(text, 'hex') as Bytes
    if (bytes.length * 2 !== text.length) throw new Error('not hexadecimal')
    return bytes
  },
  fromBase64(text) {
    // Buffer skips what is no base64, and takes the low byte of a letter beyond Latin-1 for a letter.
    if (!/^[\w+/-]*={0,2}$/.test(text)) throw new Error('not base64: a letter that is not in its alphabet')
    const letters = text.replace(/={1,2}$/, '')
    const padded = letters.length !== text.length
    const bytes = Buffer.from(letters, 'base64') as Bytes
    const fits = letters.length % 4 !== 1 && !(padded && text.length % 4 !== 0)
    if (!fits || !endsIn(bytes, letters))
      throw new Error('not base64: wrong length, or stray bits at its end')
    return bytes
  },
}

/** The bytes as a Buffer over the same memory. */
const view = (bytes: Bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)

/** Whether the last letters are those that the last bytes make: no stray bits. */
function endsIn(bytes: Bytes, letters: string): boolean {
  const over = bytes.length % 3
  if (over === 0) return true
  const last = view(bytes.subarray(-over)).toString('base64url')
  return letters.slice(-last.length).replace(/\+/g, '-').replace(/\//g, '_') === last
}

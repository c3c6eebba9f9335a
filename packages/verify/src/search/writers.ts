/** A way to write bytes as text. */
export interface Writer {
  /** In words that follow "in". */
  readonly says: string
  readonly write: (bytes: Buffer) => string
}

/** A way that cannot be undone: whether a text was written so shows only if the bytes are known. */
export interface LossyWriter extends Writer {
  /** Whether a text may be so many bytes, written in this way. */
  readonly fits: (text: string, length: number) => boolean
}

const hex = (bytes: Buffer) => bytes.toString('hex')
const base64 = (bytes: Buffer) => bytes.toString('base64')
const byteWise = (digits: (byte: number) => string) => (bytes: Buffer) => Array.from(bytes, digits).join('')
/** Java's `Integer.toHexString` of a signed byte, and C's `printf("%x")`. */
const signed = (byte: number) => (byte < 128 ? byte : byte + 0xffffff00).toString(16)

const isHex = (text: string) => /^[0-9a-f]+$/i.test(text)
const lacksZeros = (text: string, length: number) =>
  text.length >= 1.75 * length && text.length < 2 * length && isHex(text)
/** Half of the bytes are negative. */
const isSigned = (text: string, length: number) =>
  text.length >= 3 * length && text.length <= 7 * length && /f{6}[89a-f]/i.test(text) && isHex(text)

export const lossyWriters: readonly LossyWriter[] = [
  {
    says: "hex that lost the zero of each byte below 16, as Java's Integer.toHexString does",
    write: byteWise((byte) => byte.toString(16)),
    fits: lacksZeros,
  },
  {
    says: "hex of signed bytes (ffffff9c), as Java's Integer.toHexString writes them",
    write: byteWise(signed),
    fits: isSigned,
  },
  {
    says: "hex of signed bytes (ffffff9c), as C's %02x writes them",
    write: byteWise((byte) => signed(byte).padStart(2, '0')),
    fits: isSigned,
  },
]

/** The ways in which people write a hash, the likeliest first. */
export const writers: readonly Writer[] = [
  { says: 'base64', write: base64 },
  { says: 'hex', write: hex },
  { says: 'upper-case hex', write: (bytes) => hex(bytes).toUpperCase() },
  { says: 'base64url', write: (bytes) => bytes.toString('base64url') },
  { says: 'base64 without its padding', write: (bytes) => base64(bytes).split('=', 1).join() },
  { says: 'base64 of the hex digits', write: (bytes) => base64(Buffer.from(hex(bytes))) },
  { says: 'hex of base64 letters', write: (bytes) => hex(Buffer.from(base64(bytes))) },
  { says: 'base64 with a newline after it', write: (bytes) => `${base64(bytes)}\n` },
  { says: 'base64 with a CRLF after it', write: (bytes) => `${base64(bytes)}\r\n` },
  ...lossyWriters,
  { says: 'hex without its leading zeros', write: (bytes) => hex(bytes).replace(/^0+/, '') },
]

/** A line of bytes from `at`: its text as Latin-1, up to 1 MB, and where the next one starts. LF and CRLF end it. */
export function lineAt(bytes: Buffer, at: number): { text: string; next: number } {
  const end = bytes.indexOf(10, at)
  const next = end < 0 ? bytes.length : end + 1
  const last = end < 0 ? bytes.length : bytes[end - 1] === 13 && end > at ? end - 1 : end
  return { text: bytes.toString('latin1', at, Math.min(last, at + MOST_LINE)), next }
}

const MOST_LINE = 1024 * 1024 + 1

/** Where the next line that starts with `###` begins; the end if there is none. */
export function nextSeparator(bytes: Buffer, from: number): number {
  if (bytes.subarray(from, from + 3).equals(HASHES) && (from === 0 || bytes[from - 1] === 10)) return from
  const found = bytes.indexOf('\n###', from, 'latin1')
  return found < 0 ? bytes.length : found + 1
}

const HASHES = Buffer.from('###')

/** `bytes` without the line end they end with: the one before a separator belongs to the separator. */
export function withoutLineEnd(bytes: Buffer): Buffer {
  if (bytes.at(-1) !== 10) return bytes
  return bytes.subarray(0, bytes.at(-2) === 13 ? -2 : -1)
}

/** Bytes of base64. */
export function bytesOf(base64: string): Uint8Array {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}

/** A piece of a text: as it is, or a character that is written out since it cannot be seen or would deceive. */
export interface Piece {
  readonly text: string
  readonly isEscape: boolean
}

// Control and format characters (bidi, zero width, soft hyphen, tags), but tab and line feed; lone surrogates; line and
// paragraph separators; letters that are blank.
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[\u115f\u1160\u3164\uffa0]/gu

/** A text in pieces, so that everything in it can be seen. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = []
  let at = 0
  for (const match of text.matchAll(UNSEEN)) {
    if (match.index > at) found.push({ text: text.slice(at, match.index), isEscape: false })
    found.push({ text: escaped(match[0]), isEscape: true })
    at = match.index + match[0].length
  }
  if (at < text.length) found.push({ text: text.slice(at), isEscape: false })
  return found
}

/** The same as one text. */
export const visible = (text: string) => text.replace(UNSEEN, escaped)

function escaped(letter: string): string {
  const code = letter.codePointAt(0) ?? 0
  if (code >= BYTE + 0x80 && code <= BYTE + 0xff) return `\\x${(code - BYTE).toString(16)}`
  if (letter === '\r') return '\\r'
  if (letter === '\u0000') return '\\0'
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`
}

/** One UTF-8 character as it stands in a text of one letter a byte (W3C: "multilingual form encoding"). */
const SEQUENCE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes
  /[\x00-\x7f]+|(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+|[\x80-\xff]/g

/** What a byte that is not UTF-8 becomes in a text: a letter that no UTF-8 gives, as Python's `surrogateescape` has it. */
const BYTE = 0xdc00

/** A text of bytes, a letter for each character. A byte that is not UTF-8 is one letter too, shown as `\xff`. */
export function utf8Of(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return latin1(bytes).replace(SEQUENCE, (run) => {
      if (run.length === 1 && run > '\x7f') return String.fromCharCode(BYTE + run.charCodeAt(0))
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
        Uint8Array.from(run, (letter) => letter.charCodeAt(0)),
      )
    })
  }
}

export function latin1(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return parts.join('')
}

/** Sixteen bytes a line: offset, hex, letters. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16)
    const hex = [...row].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const letters = [...row]
      .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'))
      .join('')
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(47)}  ${letters}`)
  }
  return lines.join('\n')
}

/** Where two texts differ first: what is the same before, what differs, what is the same after. */
export interface Difference {
  /** In letters, from 0. */
  readonly at: number
  readonly one: readonly [before: string, differs: string, after: string]
  readonly other: readonly [before: string, differs: string, after: string]
}

/** Letter by letter; undefined if they are the same. */
export function differenceOf(one: string, other: string): Difference | undefined {
  if (one === other) return undefined
  const [left, right] = [[...one], [...other]]
  let at = 0
  while (at < left.length && at < right.length && left[at] === right[at]) at++
  let same = 0
  const most = Math.min(left.length, right.length) - at
  while (same < most && left[left.length - 1 - same] === right[right.length - 1 - same]) same++
  const split = (letters: string[]) =>
    [
      letters.slice(0, at).join(''),
      letters.slice(at, letters.length - same).join(''),
      letters.slice(letters.length - same).join(''),
    ] as const
  return { at, one: split(left), other: split(right) }
}

/** Two hashes: of one length, and different nearly everywhere, so that their first difference says nothing. */
export function areHashes(one: string, other: string): boolean {
  if (one.length !== other.length || one.length < 32) return false
  const same = [...one].filter((letter, at) => letter === other[at]).length
  return same < one.length / 4
}

/** A letter by its name, for a sentence. */
export function letterName(letter: string | undefined): string {
  if (letter === undefined) return 'nothing'
  if (letter === ' ') return 'a space'
  if (letter === '\n') return 'a line end'
  if (letter === '\r') return 'a carriage return'
  if (letter === '\t') return 'a tab'
  return `"${visible(letter)}"`
}

/** The time of day here, as in `14:05:09`. `at` is seconds since 1970. */
export function timeOf(at: number): string {
  const date = new Date(at * 1000)
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

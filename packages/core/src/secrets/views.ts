/** A text as it reads once its escapes are undone, each unit with its place in the text as it stands. */
export interface View {
  readonly text: string
  /** For each unit, and for the end, its place; absent if the text is as it stands. */
  readonly places?: Uint32Array
}

type Decoder = (text: string) => View | undefined

/** The text as it stands, and with up to two layers of JSON and percent escapes undone in any order. */
export function viewsOf(text: string, spaces: boolean): View[] {
  const decoders: Decoder[] = [json, (from) => bytes(from, false)]
  if (spaces) decoders.push((from) => bytes(from, true))
  const plain: View = { text }
  const once = decoders.flatMap((decode) => through(plain, decode))
  return [plain, ...once, ...once.flatMap((view) => decoders.flatMap((decode) => through(view, decode)))]
}

function through({ text, places }: View, decode: Decoder): View[] {
  const view = decode(text)
  if (!view?.places) return []
  return [{ text: view.text, places: places ? view.places.map((at) => places[at] as number) : view.places }]
}

/** Collects the units of a view. */
class Units {
  private readonly codes: Uint16Array
  private readonly places: Uint32Array
  private length = 0

  constructor(most: number) {
    this.codes = new Uint16Array(most)
    this.places = new Uint32Array(most + 1)
  }

  add(code: number, place: number): void {
    this.codes[this.length] = code
    this.places[this.length++] = place
  }

  view(end: number): View {
    this.places[this.length] = end
    const parts: string[] = []
    for (let at = 0; at < this.length; at += 8192) {
      const part = this.codes.subarray(at, Math.min(at + 8192, this.length))
      parts.push(String.fromCharCode.apply(null, part as unknown as number[]))
    }
    return { text: parts.join(''), places: this.places.subarray(0, this.length + 1) }
  }
}

// After a backslash: JSON's own (RFC 8259 section 7), and the quotes that JavaScript and shells escape too.
const ESCAPED: Readonly<Record<string, number>> = { b: 8, t: 9, n: 10, f: 12, r: 13 }

/** Undoes `\uXXXX`, `\xXX` and a backslash before any other letter. */
function json(text: string): View | undefined {
  if (!text.includes('\\')) return undefined
  const units = new Units(text.length)
  for (let at = 0; at < text.length; ) {
    const place = at
    const code = text.charCodeAt(at++)
    if (code !== 0x5c || at === text.length) {
      units.add(code, place)
      continue
    }
    const letter = text.charAt(at++)
    const digits = letter === 'u' ? 4 : letter === 'x' ? 2 : 0
    const value = digits === 0 ? -1 : hexAt(text, at, digits)
    if (value >= 0) at += digits
    units.add(value >= 0 ? value : (ESCAPED[letter] ?? letter.charCodeAt(0)), place)
  }
  return units.view(text.length)
}

/** Undoes `%XX` and, in a form, `+`. Bytes stand as one unit each, and so do those of letters beyond ASCII. */
function bytes(text: string, form: boolean): View | undefined {
  if (!text.includes('%') && !(form && text.includes('+'))) return undefined
  const units = new Units(text.length * 3)
  for (let at = 0; at < text.length; ) {
    const place = at
    const code = text.codePointAt(at) as number
    const value = code === 0x25 ? hexAt(text, at + 1, 2) : -1
    at += value >= 0 ? 3 : code > 0xffff ? 2 : 1
    if (value >= 0) units.add(value, place)
    else if (form && code === 0x2b) units.add(0x20, place)
    else addUtf8(units, code, place)
  }
  return units.view(text.length)
}

/** How the first byte begins, by how many follow (RFC 3629). */
const LEADS = [0, 0xc0, 0xe0, 0xf0]

function addUtf8(units: Units, code: number, place: number): void {
  const more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3
  units.add((LEADS[more] as number) | (code >> (6 * more)), place)
  for (let n = more - 1; n >= 0; n--) units.add(0x80 | ((code >> (6 * n)) & 63), place)
}

/** The number that so many hexadecimal digits stand for, or -1. */
function hexAt(text: string, at: number, digits: number): number {
  if (at + digits > text.length) return -1
  let value = 0
  for (let n = at; n < at + digits; n++) {
    const digit = hexDigit(text.charCodeAt(n))
    if (digit < 0) return -1
    value = value * 16 + digit
  }
  return value
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

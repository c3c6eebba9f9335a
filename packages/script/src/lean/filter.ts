import { base64url, utf8 } from '@countersign/core/bytes'
import type { Bytes } from '@countersign/core/message'
import type { SecretFilter } from '@countersign/core/secrets/filter'

export type { SecretFilter }

const PART = 12
const SHORT = 8
const HIDDEN = '\u2026'

/** A text as it reads once its escapes are undone; `places` has where each unit, and the end, stands in the whole. */
interface View {
  readonly text: string
  readonly places: readonly number[]
}

/**
 * The same as core's filter, in a tenth of its text: for scripts without key settings, whose messages are short. What
 * it does not know is which bytes of a key in DER are common to all keys, so it hides those too.
 */
export function secretFilter(secrets: readonly string[]): SecretFilter {
  const values = secrets.map((secret) => secret.trim()).filter((secret) => secret !== '')
  const spaces = values.some((value) => value.includes(' '))
  return (text) => {
    const hidden: boolean[] = []
    const views = values.length > 0 ? viewsOf(text, spaces) : []
    for (const view of views) for (const value of values) hide(value, view, hidden)
    return hidden.length > 0 ? withoutHidden(text, hidden) : text
  }
}

function withoutHidden(text: string, hidden: readonly boolean[]): string {
  let shown = ''
  for (let at = 0; at < text.length; at++)
    if (!hidden[at]) shown += text[at]
    else if (!hidden[at - 1]) shown += HIDDEN
  return shown
}

function hide(secret: string, { text, places }: View, hidden: boolean[]): void {
  const mark = (from: number, size: number) => {
    for (let at = places[from] as number; at < (places[from + size] as number); at++) hidden[at] = true
  }
  if (secret.length < SHORT) {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1))
      if (!isWordAt(text, at - 1) && !isWordAt(text, at + secret.length)) mark(at, secret.length)
    return
  }
  const seen = folded(text)
  for (const spelling of spellingsOf(secret)) {
    const size = Math.min(PART, spelling.length)
    if (size < SHORT) continue
    const parts = new Set<string>()
    for (let at = 0; at + size <= spelling.length; at++) parts.add(spelling.slice(at, at + size))
    for (let at = 0; at + size <= seen.length; at++) if (parts.has(seen.slice(at, at + size))) mark(at, size)
  }
}

const isWordAt = (text: string, at: number) => /[\p{L}\p{N}_]/u.test(text.charAt(at))

/** One form of ASCII letters of either case, and of base64 and base64url. */
const folded = (text: string) =>
  text.replace(/[A-Z_-]/g, (letter) => (letter === '-' ? '+' : letter === '_' ? '/' : letter.toLowerCase()))

/** All that a secret may look like: as it is, its bytes, and those it stands for as base64 or hex, in each encoding. */
function spellingsOf(secret: string): string[] {
  const body = secret.replace(/-----(?:BEGIN|END)[^-]*-----/g, '')
  const letters = body.replace(/\s+/g, '')
  const keys = [utf8(secret), fromBase64(letters), fromHex(letters)]
  return [secret, body, letters, ...keys.flatMap((bytes) => (bytes ? encodings(bytes) : []))].map(folded)
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Sixteen letters of base64 are twelve bytes. */
function fromBase64(text: string): Bytes | undefined {
  const letters = text
    .replace(/={1,2}$/, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/')
  const isWhole = letters.length === text.length ? letters.length % 4 !== 1 : text.length % 4 === 0
  if (!isWhole || !/^[\dA-Z+/]{16,}$/i.test(letters)) return undefined
  const bits = Array.from(letters, (one) => ALPHABET.indexOf(one).toString(2).padStart(6, '0')).join('')
  return Number(bits.slice(bits.length - (bits.length % 8))) === 0 ? bytesOf(bits, 8, 2) : undefined
}

const fromHex = (digits: string): Bytes | undefined =>
  /^(?:[0-9a-f]{2}){12,}$/i.test(digits) ? bytesOf(digits, 2, 16) : undefined

const bytesOf = (digits: string, size: number, base: number): Bytes =>
  Uint8Array.from({ length: Math.floor(digits.length / size) }, (_, at) =>
    Number.parseInt(digits.slice(at * size, at * size + size), base),
  )

/** As bytes, in hex, and the letters of base64 that are its own whatever stands before and after it. */
function encodings(bytes: Bytes): string[] {
  const hex = Array.from(bytes, (value) => value.toString(16).padStart(2, '0')).join('')
  const inBase64 = [0, 1, 2].map((before) => {
    const shifted = new Uint8Array(before + bytes.length)
    shifted.set(bytes, before)
    return base64url(shifted).slice(Math.ceil((before * 8) / 6), Math.floor((shifted.length * 8) / 6))
  })
  return [String.fromCharCode(...bytes), hex, ...inBase64]
}

/** The text as it stands, and with up to two layers of JSON and percent escapes undone in any order. */
function viewsOf(text: string, spaces: boolean): View[] {
  const whole: View = { text, places: Array.from({ length: text.length + 1 }, (_, at) => at) }
  const decoders = [unescaped, unpercented(false), ...(spaces ? [unpercented(true)] : [])]
  const once = decoders.flatMap((decode) => decode(whole))
  return [whole, ...once, ...once.flatMap((view) => decoders.flatMap((decode) => decode(view)))]
}

/** A view with each match of a pattern read; none if nothing is escaped in it. */
function decoded(
  { text, places }: View,
  mark: RegExp,
  each: RegExp,
  read: (found: string[]) => string,
): View[] {
  if (!mark.test(text)) return []
  let made = ''
  const at: number[] = []
  for (const found of text.matchAll(each)) {
    const letters = read(found)
    for (let n = 0; n < letters.length; n++) at.push(places[found.index] as number)
    made += letters
  }
  return [{ text: made, places: [...at, places[text.length] as number] }]
}

const LINE_ENDS: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' }

const unescaped = (view: View): View[] =>
  decoded(
    view,
    /\\/,
    /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([\s\S]))|[\s\S]/gi,
    ([all = '', four, two, other]) => {
      const code = four ?? two
      if (code) return String.fromCharCode(Number.parseInt(code, 16))
      return other ? (LINE_ENDS[other] ?? other) : all
    },
  )

/** Bytes stand as one unit each, and so do those of letters beyond ASCII; in a form, `+` is a space. */
const unpercented =
  (isForm: boolean) =>
  (view: View): View[] =>
    decoded(view, isForm ? /[%+]/ : /%/, /%([0-9a-f]{2})|[\s\S]/giu, ([all = '', two]) => {
      if (two) return String.fromCharCode(Number.parseInt(two, 16))
      return all === '+' && isForm ? ' ' : String.fromCharCode(...utf8(all))
    })

import { spellingsOf } from './spellings.js'
import { type View, viewsOf } from './views.js'
import { addWindows, covered, extend, type Range, type Windows } from './windows.js'

/**
 * Takes secrets out of a text that people will see.
 * @example
 * ```ts
 * import { secretFilter } from '@countersign/core'
 * const conceal: SecretFilter = secretFilter(['a-long-secret'])
 * ```
 */
export type SecretFilter = (text: string) => string

/** A part of a secret from this many characters on is hidden. */
const PART = 12
/** A secret shorter than this is hidden only where it stands alone: it may be a word, too. */
const SHORT = 8
/** Of a part of a key, so many characters must be its own: the others are the same in each key of its kind. */
const LEAST_OWN = 2
/** What stands for a secret. */
const HIDDEN = '…'

/**
 * Hides secrets in every text that leaves the program as a message: as they are, percent-encoded or form-encoded,
 * with JSON's escapes, in hex, in base64 and base64url at any alignment; whole, or a part of 12 characters or more.
 * A secret of fewer than 8 characters is hidden where it stands alone. Takes time in proportion to the text, and
 * makes its tables at the first text.
 * @example
 * ```ts
 * const conceal = secretFilter(['a-long-secret'])
 * conceal('the key a-long-secret was refused') // the key … was refused
 * ```
 */
export function secretFilter(secrets: readonly string[]): SecretFilter {
  const values = [...new Set(secrets.map((secret) => secret.trim()))].filter((value) => value !== '')
  if (values.length === 0) return (text) => text
  let tables: Tables | undefined
  return (text) => {
    tables ??= tablesOf(values)
    return hide(text, found(text, tables))
  }
}

interface Tables {
  readonly windows: readonly Windows[]
  readonly words: readonly string[]
  readonly spaces: boolean
}

function tablesOf(values: readonly string[]): Tables {
  const parts = new Map<number, Windows>()
  for (const value of values) if (value.length >= SHORT) addParts(value, parts)
  return {
    windows: [...parts.values()],
    words: values.filter(({ length }) => length < SHORT),
    spaces: values.some((value) => value.includes(' ')),
  }
}

function addParts(value: string, parts: Map<number, Windows>): void {
  for (const { units, own } of spellingsOf(value)) {
    const size = Math.min(PART, units.length)
    if (size < SHORT) continue
    const windows = parts.get(size) ?? { size, hashes: new Set() }
    parts.set(size, windows)
    addWindows(units, own, LEAST_OWN, windows)
  }
}

function found(text: string, { windows, words, spaces }: Tables): Range[] {
  return viewsOf(text, spaces).flatMap((view) => {
    const ranges = windows.flatMap((one) => covered(view.text, one))
    for (const word of words) ranges.push(...standingAlone(view.text, word))
    return ranges.map((range) => placed(range, view))
  })
}

function placed([from, to]: Range, { places }: View): Range {
  return places ? [places[from] as number, places[to] as number] : [from, to]
}

function standingAlone(text: string, word: string): Range[] {
  const ranges: Range[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length
    if (!isWordAt(text, at - 1) && !isWordAt(text, end)) ranges.push([at, end])
  }
  return ranges
}

const isWordAt = (text: string, at: number) => /[\p{L}\p{N}_]/u.test(text.charAt(at))

function hide(text: string, ranges: Range[]): string {
  if (ranges.length === 0) return text
  const apart: Range[] = []
  for (const [from, to] of ranges.sort(([left], [right]) => left - right)) extend(apart, from, to)
  let at = 0
  const parts: string[] = []
  for (const [from, to] of apart) {
    parts.push(text.slice(at, from), HIDDEN)
    at = to
  }
  return parts.join('') + text.slice(at)
}

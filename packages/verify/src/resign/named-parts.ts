import type { Part } from '../search/input.js'

const DELIMITERS = ['\n', '|', ':', '.', '&', ',', ' ']
// Longer texts are hashed before they are signed, and more parts than this no scheme has.
const LONGEST = 10_000
const MOST_PARTS = 12

export interface NamedParts {
  readonly parts: Part[]
  readonly delimiter: string
}

/** What was signed by its parts: as they were given, or as the known values of which a single text is made. */
export function namedParts(given: readonly Buffer[], names: ReadonlyMap<string, string>): NamedParts {
  const [only] = given
  const text = given.length === 1 && only && only.length < LONGEST ? only.toString('latin1') : undefined
  if (text === undefined) return asParts(given, '', names)
  return (
    ofKnown(text, names) ??
    amongKnown(text, names) ??
    (names.has(text) ? asParts(given, '', names) : split(text, names))
  )
}

/** A text in which known values stand among others, with the delimiter that shows most of them; undefined if none does. */
function amongKnown(text: string, names: ReadonlyMap<string, string>): NamedParts | undefined {
  const known = knownIn(text, names)
  const found = DELIMITERS.map((delimiter) => ({ delimiter, pieces: delimited(text, delimiter, known) }))
    .map((one) => ({ ...one, named: one.pieces.filter((piece) => names.has(piece)).length }))
    .filter(({ pieces, named }) => named >= 2 && pieces.length <= MOST_PARTS)
    .reduce<Delimited | undefined>((best, one) => (best && best.named >= one.named ? best : one), undefined)
  return (
    found &&
    asParts(
      found.pieces.map((piece) => Buffer.from(piece, 'latin1')),
      found.delimiter,
      names,
    )
  )
}

interface Delimited {
  readonly delimiter: string
  readonly pieces: readonly string[]
  readonly named: number
}

/** The pieces between delimiters; a known value may hold the delimiter itself. */
function delimited(text: string, delimiter: string, known: readonly string[]): string[] {
  const found: string[] = []
  let from = 0
  while (from <= text.length && found.length <= MOST_PARTS) {
    const ends = (end: number) => end === text.length || text.startsWith(delimiter, end)
    const own = known.find((value) => text.startsWith(value, from) && ends(from + value.length))
    const next = text.indexOf(delimiter, from)
    const end = own ? from + own.length : next < 0 ? text.length : next
    found.push(text.slice(from, end))
    from = end + delimiter.length
  }
  return found
}

const knownIn = (text: string, names: ReadonlyMap<string, string>): string[] =>
  [...names.keys()]
    .filter((one) => one !== '' && one !== text)
    .sort((one, other) => other.length - one.length)

/** A text that consists of known values alone, with one delimiter or none between them. */
function ofKnown(text: string, names: ReadonlyMap<string, string>): NamedParts | undefined {
  const known = knownIn(text, names)
  for (const delimiter of ['', ...DELIMITERS]) {
    const found = pieces(text, 0, { known, delimiter, dead: new Set() })
    if (found && found.length > 1 && found.length <= MOST_PARTS)
      return asParts(
        found.map((piece) => Buffer.from(piece, 'latin1')),
        delimiter,
        names,
      )
  }
  return undefined
}

interface Known {
  readonly known: readonly string[]
  readonly delimiter: string
  /** Where it is known that the rest does not consist of known values. */
  readonly dead: Set<number>
}

function pieces(text: string, from: number, where: Known): string[] | undefined {
  if (where.dead.has(from)) return undefined
  for (const value of where.known) {
    if (!text.startsWith(value, from)) continue
    const end = from + value.length
    if (end === text.length) return [value]
    const rest = text.startsWith(where.delimiter, end) && pieces(text, end + where.delimiter.length, where)
    if (rest) return [value, ...rest]
  }
  where.dead.add(from)
  return undefined
}

function split(text: string, names: ReadonlyMap<string, string>): NamedParts {
  const delimiter = DELIMITERS.find((one) => text.includes(one)) ?? ''
  const values = delimiter === '' ? [text] : text.split(delimiter)
  return asParts(
    values.map((value) => Buffer.from(value, 'latin1')),
    delimiter,
    names,
  )
}

function asParts(
  values: readonly Buffer[],
  delimiter: string,
  names: ReadonlyMap<string, string>,
): NamedParts {
  const parts = values.map((value, n) => ({
    name: names.get(value.toString('latin1', 0, 2000)) ?? `part ${n + 1}`,
    value,
  }))
  return { parts, delimiter }
}

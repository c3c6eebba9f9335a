export const DELIMITERS = ['\n', '|', ':', '.', '&', ',', ' ']
// More parts than this no scheme has.
const MOST_PARTS = 12

export interface Pieces {
  readonly delimiter: string
  readonly pieces: readonly string[]
}

/** A text in which known values stand among others, by the names of all, with the delimiter that shows most of them; undefined if none does. */
export function amongKnown(
  text: string,
  known: readonly string[],
  names: ReadonlyMap<string, string>,
): Pieces | undefined {
  return DELIMITERS.map((delimiter) => ({ delimiter, pieces: delimited(text, delimiter, known) }))
    .map((one) => ({ ...one, named: one.pieces.filter((piece) => names.has(piece)).length }))
    .filter(({ pieces, named }) => named >= 2 && pieces.length <= MOST_PARTS)
    .reduce<Delimited | undefined>((best, one) => (best && best.named >= one.named ? best : one), undefined)
}

interface Delimited extends Pieces {
  readonly named: number
}

/** The pieces between delimiters; a known value may hold the delimiter itself. */
export function delimited(text: string, delimiter: string, known: readonly string[]): string[] {
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

/** A text that consists of known values alone, with one delimiter or none between them. */
export function ofKnown(text: string, known: readonly string[]): Pieces | undefined {
  for (const delimiter of ['', ...DELIMITERS]) {
    const found = pieces(text, 0, { known, delimiter, dead: new Set() })
    if (found && found.length > 1 && found.length <= MOST_PARTS) return { pieces: found, delimiter }
  }
  return undefined
}

interface Between {
  readonly known: readonly string[]
  readonly delimiter: string
  /** Where it is known that the rest does not consist of known values. */
  readonly dead: Set<number>
}

function pieces(text: string, from: number, where: Between): string[] | undefined {
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

/** A text at the first delimiter that it has. */
export function split(text: string): Pieces {
  const delimiter = DELIMITERS.find((one) => text.includes(one)) ?? ''
  return { pieces: delimiter === '' ? [text] : text.split(delimiter), delimiter }
}

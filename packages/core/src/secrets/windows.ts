/** A stretch of a text: from a unit, up to another. */
export type Range = [from: number, to: number]

/** Texts of one length, all looked for in one pass (Rabin and Karp's rolling hash). */
export interface Windows {
  readonly size: number
  readonly texts: ReadonlySet<string>
  /** Which hashes occur, so that most units of a text cost no look-up of a text. */
  readonly hashes: Uint8Array
}

const BASE = 0x01000193
const BUCKETS = 1 << 17

/** One form of ASCII letters of either case, and of base64 and base64url. */
const FOLDED = Uint16Array.from({ length: 128 }, (_, code) => {
  if (code >= 65 && code <= 90) return code + 32
  if (code === 45) return 43
  return code === 95 ? 47 : code
})

const folded = (code: number) => (code < 128 ? (FOLDED[code] as number) : code)

function fold(text: string): string {
  let made = ''
  for (let at = 0; at < text.length; at++) made += String.fromCharCode(folded(text.charCodeAt(at)))
  return made
}

const bucket = (hash: number) => (hash ^ (hash >>> 15)) & (BUCKETS - 1)

/** Makes a set of texts that all have `size` units. */
export function windowsOf(size: number, texts: Iterable<string>): Windows {
  const all = new Set<string>()
  const hashes = new Uint8Array(BUCKETS)
  for (const text of texts) all.add(fold(text))
  for (const text of all) hashes[bucket(hashOf(text))] = 1
  return { size, texts: all, hashes }
}

function hashOf(text: string): number {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, BASE) + text.charCodeAt(at)) | 0
  return hash
}

/** The stretches of `text` that its windows cover, in order and apart. Takes time in proportion to `text`. */
export function covered(text: string, { size, texts, hashes }: Windows): Range[] {
  const ranges: Range[] = []
  let leaving = 1
  for (let n = 0; n < size; n++) leaving = Math.imul(leaving, BASE)
  let hash = 0
  for (let at = 0; at < text.length; at++) {
    hash = (Math.imul(hash, BASE) + folded(text.charCodeAt(at))) | 0
    const from = at + 1 - size
    if (from > 0) hash = (hash - Math.imul(folded(text.charCodeAt(from - 1)), leaving)) | 0
    if (from < 0 || hashes[bucket(hash)] === 0 || !texts.has(fold(text.slice(from, at + 1)))) continue
    extend(ranges, from, at + 1)
  }
  return ranges
}

/** Adds a stretch that begins no earlier than the last one. */
export function extend(ranges: Range[], from: number, to: number): void {
  const last = ranges[ranges.length - 1]
  if (last && from <= last[1]) last[1] = Math.max(last[1], to)
  else ranges.push([from, to])
}

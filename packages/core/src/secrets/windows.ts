/** A stretch of a text: from a unit, up to another. */
export type Range = [from: number, to: number]

/**
 * Texts of one length, all looked for in one pass. Of each only 52 bits of two hashes are kept, over the lower bytes of its
 * units: a text that is no secret is hidden by mistake once in many millions, and a secret is never shown.
 */
export interface Windows {
  readonly size: number
  readonly hashes: Set<number>
}

/** One form of ASCII letters of either case, and of base64 and base64url. */
function folded(code: number): number {
  if (code >= 65 && code <= 90) return code + 32
  if (code === 45) return 43
  return code === 95 ? 47 : code
}

/** A number for each unit, from a generator (xorshift, Marsaglia 2003): which numbers they are does not matter. */
function numbers(seed: number): Int32Array {
  let last = seed
  const drawn = Int32Array.from({ length: 256 }, () => {
    last ^= last << 13
    last ^= last >>> 17
    last ^= last << 5
    return last
  })
  return drawn.map((_, code) => drawn[folded(code)] as number)
}

const FIRST = numbers(0x2545f491)
const SECOND = numbers(0x5bd1e995)

/** Longer texts are looked through in parts. */
const BLOCK = 1 << 20

/** Adds the stretches of a text that have enough units of their own; all of them if nobody knows which those are. */
export function addWindows(
  units: ArrayLike<number>,
  own: ArrayLike<number> | undefined,
  leastOwn: number,
  { size, hashes }: Windows,
): void {
  const all = hashesOf(units, size)
  let owned = 0
  for (let at = 0; at < units.length; at++) {
    if (own) owned += (own[at] as number) - (at < size ? 0 : (own[at - size] as number))
    if (at + 1 >= size && (!own || owned >= leastOwn)) hashes.add(all[at] as number)
  }
}

/** The stretches of `text` that its windows cover, in order and apart. Takes time in proportion to `text`. */
export function covered(text: string, { size, hashes }: Windows): Range[] {
  const ranges: Range[] = []
  for (let from = 0; from < text.length; from += BLOCK) {
    const all = hashesOf(unitsOf(text.slice(from, from + BLOCK + size - 1)), size)
    for (let at = size - 1; at < all.length; at++)
      if (hashes.has(all[at] as number)) extend(ranges, from + at + 1 - size, from + at + 1)
  }
  return ranges
}

/** The units of a text. */
export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length)
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at)
  return units
}

/**
 * For each unit, the hash of the stretch of `size` units that ends with it (hashing by cyclic polynomials, Cohen 1997).
 * By a loop without calls: that is most of the time that a client of k6 takes for its first message.
 */
function hashesOf(units: ArrayLike<number>, size: number): Float64Array {
  const all = new Float64Array(units.length)
  const rest = 32 - size
  let hash = 0
  let other = 0
  for (let at = 0; at < units.length; at++) {
    const come = units[at] as number
    hash = ((hash << 1) | (hash >>> 31)) ^ (FIRST[come & 255] as number)
    other = ((other << 1) | (other >>> 31)) ^ (SECOND[come & 255] as number)
    if (at >= size) {
      const gone = (units[at - size] as number) & 255
      hash ^= ((FIRST[gone] as number) << size) | ((FIRST[gone] as number) >>> rest)
      other ^= ((SECOND[gone] as number) << size) | ((SECOND[gone] as number) >>> rest)
    }
    all[at] = (hash >>> 0) * 0x100000 + (other >>> 12)
  }
  return all
}

/** Adds a stretch that begins no earlier than the last one. */
export function extend(ranges: Range[], from: number, to: number): void {
  const last = ranges[ranges.length - 1]
  if (last && from <= last[1]) last[1] = Math.max(last[1], to)
  else ranges.push([from, to])
}

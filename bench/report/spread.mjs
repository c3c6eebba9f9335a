// Ratios of times that were taken in turns, and how much they differ from part to part of a run.
export function quantile(numbers, part) {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
}

/** What a call needs when nothing disturbs it: a low quantile, since other work of the machine only adds. */
export const low = (numbers) => quantile(numbers, 0.05)

/** [lower, upper] quartile. */
export const quartiles = (numbers) => [quantile(numbers, 0.25), quantile(numbers, 0.75)]

const PARTS = 8
const partsOf = (times) => {
  const size = Math.max(1, Math.floor(times.length / PARTS))
  return Array.from({ length: Math.min(PARTS, times.length) }, (_, n) =>
    low(times.slice(n * size, (n + 1) * size)),
  )
}

/**
 * Ours as a ratio of theirs, both less `base` if what counts is the time they add to it. All were taken in turns.
 * @returns { value, spread }
 */
export function ratioOf(ours, theirs, base) {
  const less = base ? low(base) : 0
  const [mine, other, nothing] = [ours, theirs, base ?? []].map(partsOf)
  const ratios = mine.map((time, n) => (time - (nothing[n] ?? 0)) / (other[n] - (nothing[n] ?? 0)))
  return { value: (low(ours) - less) / (low(theirs) - less), spread: quartiles(ratios) }
}

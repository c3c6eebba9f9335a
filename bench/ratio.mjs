import { measure } from 'mitata'

const micro = (nanoseconds) =>
  nanoseconds >= 1e6 ? `${(nanoseconds / 1e6).toFixed(2)} ms` : `${(nanoseconds / 1e3).toFixed(2)} µs`

/** The median time of a call, in nanoseconds; the best of three rounds, since machines are noisy. */
export async function median(call) {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    const { p50 } = await measure(call, { min_cpu_time: 250e6 })
    best = Math.min(best, p50)
  }
  return best
}

/**
 * Measures ours against another and prints the ratio beside the bound it must keep: `atMost` times as long, or
 * `atLeast` times faster. Returns 1 where it is missed.
 */
export async function compare(name, ours, other, { than, atMost, atLeast }) {
  const [mine, theirs] = [await median(ours), await median(other)]
  const ratio = atMost === undefined ? theirs / mine : mine / theirs
  return verdict(name, ratio, { than, atMost, atLeast }, `${micro(mine)} against ${micro(theirs)}`)
}

/**
 * Prints a ratio beside the bound it must keep, and the figures it comes from: `atMost` times `than`, `atLeast` times
 * faster `than`, or `atLeast` a part `of` something. Returns 1 where it is missed.
 */
export function verdict(name, ratio, { than, of, atMost, atLeast }, figures) {
  const kept = atMost === undefined ? ratio >= atLeast : ratio <= atMost
  const bound =
    atMost !== undefined
      ? `times ${than} (at most ${atMost})`
      : of
        ? `of ${of} (at least ${atLeast})`
        : `times faster than ${than} (at least ${atLeast})`
  console.log(`  ${kept ? 'ok  ' : 'MISS'} ${name}: ${ratio.toFixed(2)} ${bound}; ${figures}`)
  return kept ? 0 : 1
}

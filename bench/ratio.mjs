import { add, wanted } from './report/rows.mjs'
import { low, quantile, quartiles, ratioOf } from './report/spread.mjs'
import { inTurns } from './turns.mjs'

/** Milliseconds as a text. */
export const duration = (ms) => (ms >= 1 ? `${ms.toFixed(2)} ms` : `${(ms * 1000).toFixed(2)} µs`)

/** Measures ours against another, in turns, and reports the ratio; see `compareTimes`. */
export async function compare(name, ours, other, bound) {
  if (!wanted(`${name} ${bound.than}`)) return
  const [mine, theirs] = await inTurns([ours, other])
  compareTimes(name, mine, theirs, bound)
}

/**
 * Reports times of ours against those of another, in milliseconds and taken in turns, beside a budget: `atMost` times as
 * long as `than`, or `atLeast` times faster; `isFaster` has no budget. With a `base`, what counts is the time that both
 * add to it. `note` goes behind the figures.
 */
export function compareTimes(name, mine, theirs, bound) {
  const { than, atMost, atLeast, base, note, isFaster = atLeast !== undefined } = bound
  const { value, spread } = isFaster ? ratioOf(theirs, mine, base) : ratioOf(mine, theirs, base)
  const unit = isFaster ? `times faster than ${than}` : `times ${than}`
  const less = base ? low(base) : 0
  const [one, other] = [mine, theirs].map((times) => duration(low(times) - less))
  const figures = `${one} against ${other}${note ? `; ${note}` : ''}`
  add({ name, value, unit, atMost, atLeast, figures, spread })
}

/** Reports ours as a part `of` another, both measured round by round and in turns. */
export function comparePart(name, mine, theirs, { of, atLeast, atMost, figures }) {
  const ratios = mine.map((one, round) => one / theirs[round])
  const unit = `of ${of}`
  add({ name, value: quantile(ratios, 0.5), unit, atLeast, atMost, figures, spread: quartiles(ratios) })
}

/** Reports a figure that is not a ratio; with a budget, if there is one. */
export const figure = (name, value, unit, { atMost, atLeast, spread, figures } = {}) =>
  add({ name, value, unit, atMost, atLeast, spread, figures })

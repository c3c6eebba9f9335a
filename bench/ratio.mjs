import { measure } from 'mitata'
import { add, wanted } from './report/rows.mjs'
import { low, quartiles } from './report/spread.mjs'

const ROUNDS = 11
const ROUND = 40e6

export const micro = (nanoseconds) =>
  nanoseconds >= 1e6 ? `${(nanoseconds / 1e6).toFixed(2)} ms` : `${(nanoseconds / 1e3).toFixed(2)} µs`

/** The time of each call, in nanoseconds, round by round: in every round each call takes its turn. */
export async function inTurns(calls) {
  const times = calls.map(() => [])
  for (let round = 0; round < ROUNDS; round++)
    for (const [n, call] of calls.entries())
      times[n].push((await measure(call, { min_cpu_time: ROUND, min_samples: 4 })).p25)
  return times
}

/**
 * Measures ours against another, in turns, and reports the ratio beside its budget: `atMost` times as long, or
 * `atLeast` times faster.
 */
export async function compare(name, ours, other, { than, atMost, atLeast }) {
  if (!wanted(`${name} ${than}`)) return
  const [mine, theirs] = await inTurns([ours, other])
  const over = (one, two) => (atLeast === undefined ? one / two : two / one)
  const spread = quartiles(mine.map((time, n) => over(time, theirs[n])))
  const figures = `${micro(low(mine))} against ${micro(low(theirs))}`
  verdict(name, over(low(mine), low(theirs)), { than, atMost, atLeast }, figures, spread)
}

/**
 * Reports a ratio beside its budget, and the figures it comes from: `atMost` times `than`, `atLeast` times faster
 * `than`, or `atLeast` a part `of` something.
 */
export function verdict(name, value, { than, of, atMost, atLeast }, figures, spread) {
  const unit = of ? `of ${of}` : atLeast === undefined ? `times ${than}` : `times faster than ${than}`
  add({ name, value, unit, atMost, atLeast, figures, spread })
}

/** Reports a figure that is not a ratio; with a budget, if there is one. */
export const figure = (name, value, unit, { atMost, atLeast, spread, figures } = {}) =>
  add({ name, value, unit, atMost, atLeast, spread, figures })

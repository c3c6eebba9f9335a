// What a benchmark measured: one row a claim, for the table, the JSON file and the status.
const rows = []
const skipped = []
let section = ''
let pattern
let isBusy = false

/** Names the benchmark whose rows follow. */
export function begin(name) {
  section = name
}

/** Says whether the machine does other work. */
export function beside(otherWork) {
  isBusy = otherWork
}

/** Keeps to rows whose section or name holds this, in any case; a regular expression. */
export function only(text) {
  pattern = new RegExp(text, 'i')
}

/** Whether a row is asked for: ask before measuring. */
export const wanted = (name) => !pattern || pattern.test(section) || pattern.test(name)

/**
 * Keeps and prints a row. `value` is a number with its `unit` ('times', 'of', 'ms', 'KB', …); `atMost` or `atLeast` is
 * its budget; `spread` is [lower, upper quartile] of the value from round to round.
 */
export function add(row) {
  if (!wanted(`${row.name} ${row.unit}`)) return
  const full = { section, ...row, verdict: verdictOf(row) }
  rows.push(full)
  console.log(`  ${MARKS[full.verdict]} ${lineOf(full)}`)
}

/** What this machine cannot measure, and why. */
export function skip(what, why) {
  skipped.push(`${what}: ${why}`)
  console.log(`  SKIPPED: ${what}. ${why}`)
}

/** @returns { rows, skipped } */
export const measured = () => ({ rows, skipped })

const MARKS = { kept: 'ok  ', missed: 'MISS', unclear: '??  ', figure: '    ' }
const WIDE = 0.25

/**
 * A budget inside a wide spread is not judged: the next run would say otherwise. Nor is a time or a rate by itself that a
 * busy machine misses; of what took turns, other work slows both.
 */
function verdictOf({ value, unit, atMost, atLeast, spread }) {
  const budget = atMost ?? atLeast
  if (budget === undefined) return 'figure'
  // What a script adds may drown in the noise, and be less than nothing.
  if (!(value > 0) && /^times\b/.test(unit)) return 'unclear'
  if (spread) {
    const [low, high] = spread
    if (high - low > WIDE * value && low < budget && budget < high) return 'unclear'
  }
  if (atMost === undefined ? value >= atLeast : value <= atMost) return 'kept'
  return isBusy && /^(ms|s|a second)\b/.test(unit) ? 'unclear' : 'missed'
}

/** @returns a number with about three digits */
export const rounded = (value) =>
  Math.abs(value) >= 100 ? String(Math.round(value)) : Number(value.toPrecision(3)).toString()

export const budgetOf = ({ atMost, atLeast }) =>
  atMost !== undefined ? `at most ${atMost}` : atLeast !== undefined ? `at least ${atLeast}` : ''

export const spreadOf = ({ spread }) => (spread ? `${rounded(spread[0])} to ${rounded(spread[1])}` : '')

function lineOf(row) {
  const budget = budgetOf(row)
  const notes = [
    budget && `(${budget})`,
    row.spread && `[${spreadOf(row)}]`,
    row.verdict === 'unclear' && 'cannot judge',
  ]
  const what = `${row.name}: ${rounded(row.value)} ${row.unit}`
  return [what, ...notes].filter(Boolean).join(' ') + (row.figures ? `; ${row.figures}` : '')
}

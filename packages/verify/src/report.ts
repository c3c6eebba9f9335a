import type { Verdict } from './verdict.js'

/** Styles text for a terminal, or leaves it as it is. */
export type Paint = (style: 'green' | 'red' | 'yellow', text: string) => string

const TITLES = { verified: 'verified', 'not-verified': 'not verified', 'not-claimed': 'not claimed' } as const
const STYLES = { verified: 'green', 'not-verified': 'red', 'not-claimed': 'yellow' } as const

/** A verdict as lines for people. */
export function linesOf(one: Verdict, paint: Paint = (_, text) => text): string[] {
  const { verdict, label, method, url, name, how, why, advice, step, seen, tried, likely = [], next } = one
  const by = name ? ` (${[name, how].filter(Boolean).join(', ')})` : ''
  const head = `${paint(STYLES[verdict], TITLES[verdict])}: ${label}, ${method} ${url}${by}`
  if (verdict !== 'not-verified')
    return [verdict === 'verified' ? head : `${head}: ${why}`, ...listed('seen', seen)]
  const first = step && !namesStep(why, step) ? [`first step that differs: ${step}`] : []
  const more = [...(advice ? [advice] : []), ...first, ...(tried ? [`tried: ${tried}`] : [])]
  return [
    head,
    `  ${why}`,
    ...more.map((line) => `  ${line}`),
    ...listed('seen', seen),
    ...listed('likely', likely),
    // A line of its own, to be copied.
    ...(next ? ['  next: compare each step with what it should be:', `    ${next}`] : []),
  ]
}

/** Whether the reason begins with the step, so that it need not be named again. */
const namesStep = (why: string, step: string) =>
  /^(?::| matches)/.test(why.slice(step.length)) && why.startsWith(step)

const listed = (word: string, lines: readonly string[]) => lines.map((line) => `  ${word}: ${line}`)

/** How many there are of each. */
export function countsOf(verdicts: readonly Verdict[]) {
  const count = (wanted: Verdict['verdict']) => verdicts.filter(({ verdict }) => verdict === wanted).length
  return { verified: count('verified'), notVerified: count('not-verified'), notClaimed: count('not-claimed') }
}

export function summary(verdicts: readonly Verdict[]): string {
  const { verified, notVerified, notClaimed } = countsOf(verdicts)
  return `${verified} verified, ${notVerified} not verified, ${notClaimed} not claimed by any provider`
}

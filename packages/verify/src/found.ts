import { adviceFor } from './advice.js'
import { asBuffer } from './bytes.js'
import type { Case } from './case.js'
import { described, printable } from './described.js'
import type { Problem } from './history.js'
import type { Reading } from './reading.js'
import { remarks } from './remarks.js'
import type { BodySource } from './search/bodies.js'
import { clockRemark, timeAdvice, timeProblem } from './time.js'
import type { Verdict } from './verdict.js'

/** What was found out about one request. */
export type Found = Pick<
  Verdict,
  'verdict' | 'why' | 'unproven' | 'advice' | 'step' | 'seen' | 'tried' | 'likely'
>

export const MATCHES = 'the signature matches'

/** What a reading says is wrong, and what time and history say, in that order. */
export function problemsIn(reading: Reading, { provider, captured, clocks, history }: Case): Problem[] {
  const problems = reading.checks.flatMap(({ name, problem }) =>
    problem === undefined ? [] : [{ name, text: problem }],
  )
  const { time } = reading
  const late = time && timeProblem(time, clocks)
  return [
    ...problems,
    ...(time && late ? [{ name: time.name, text: late, advice: timeAdvice(late) }] : []),
    ...history.reuse(reading, provider.id, captured.label),
  ]
}

/** A request in which nothing is signed again, or whose signature is right: the problems decide. */
export function judged([first, ...rest]: readonly Problem[], { captured }: Case): Found {
  if (!first) return { verdict: 'verified', why: 'everything that can be checked is as expected', seen: [] }
  return { ...judgedAlone(first), seen: [...linesOf(rest), ...remarks(captured)] }
}

/** One problem besides which nothing can be said. */
function judgedAlone(problem: Problem): Found {
  const { name, text, advice = adviceFor(problem) } = problem
  return { verdict: 'not-verified', why: `${name}: ${text}`, ...(advice && { advice }), step: name, seen: [] }
}

export const withRightSignature = (found: Found): Found =>
  found.verdict === 'verified'
    ? { ...found, why: MATCHES }
    : { ...found, why: `${found.why}; the signature itself matches` }

export const linesOf = (problems: readonly Problem[]): string[] =>
  problems.map(({ name, text }) => `${name}: ${text}`)

/**
 * Enough of a value to tell two apart: a whole signature would let others send the request. Of a value with a secret
 * in it nothing, since a part this short is not recognised later.
 */
export const shortened = (text: string, { held }: Pick<Case, 'held'>): string =>
  held(text).length > 0 ? `a text of ${described(text)}` : `${printable(text.slice(0, 8))}…`

export const bodySource = ({ captured: { request }, bodies }: Case): BodySource => ({
  request,
  body: asBuffer(request.body),
  ...bodies,
})

/** A body that the file does not hold cannot be verified, whatever else is right. */
export function needingBody(found: Found, isNeeded: boolean, { captured }: Case): Found {
  const { bodyMissing } = captured
  if (bodyMissing === undefined || !isNeeded) return found
  if (found.why.startsWith('signature matches when the body is empty')) return found
  return judgedAlone({ name: 'body', text: bodyMissing })
}

/** A header that the file leaves out by itself is not the client's mistake. */
export function withoutOmitted(found: Found, { captured: { omitted } }: Case): Found {
  const isMissing =
    found.verdict === 'not-verified' && /Authorization(?: header|:)(?: it)? is missing/.test(found.why)
  if (!omitted || !isMissing) return found
  return judgedAlone({ name: omitted.header, text: omitted.why })
}

export function withSeen(found: Found, reading: Pick<Reading, 'notes'>, { captured, clocks }: Case): Found {
  const clock = found.verdict === 'verified' ? [] : clockRemark(clocks)
  const all = [...found.seen, ...captured.notes, ...(reading.notes ?? []), ...clock]
  return { ...found, seen: [...new Set(all)].filter((text) => !found.why.startsWith(text)) }
}

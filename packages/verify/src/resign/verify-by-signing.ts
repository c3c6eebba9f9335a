import { needsOf, parseUrl, type Request } from '@countersign/core'
import type { Case } from '../case.js'
import {
  type Found,
  judged,
  needingBody,
  problemsIn,
  withoutOmitted,
  withRightSignature,
  withSeen,
} from '../found.js'
import { heldProblem } from '../held-problem.js'
import type { Problem } from '../history.js'
import { headerHolding, meant, missing } from '../misnamed.js'
import type { Check, Reading } from '../reading.js'
import { windowOf } from '../time.js'
import { bearerProblems } from './bearer.js'
import { otherUnit } from './clock-text.js'
import { missingSignature } from './difference.js'
import { searched } from './differing.js'
import { placeName } from './place.js'
import { type Said, saidIn } from './said.js'
import { type Again, signAgain } from './sign-again.js'
import { withoutFragment } from './unsigned.js'

/**
 * Verifies a request of any provider by signing it again with its own clock and nonce, which the provider's `written`
 * finds in it, and comparing. If they differ, names the first step that does, and searches for the cause.
 */
export async function verifyBySigning(one: Case): Promise<Found & { how: string }> {
  const sent = withoutFragment(one.captured.request)
  const said = saidIn(one.provider, sent)
  const again = await signAgain(one, sent, said)
  const { how, asIs } = needsOf(one.provider, {
    ...one.call,
    request: again.base,
    url: parseUrl(again.base.url),
  })
  const reading = readingOf(one, again, said, how)
  const held = again.written.flatMap(
    ({ name, sent = '', expected }) => heldProblem(name, sent, expected, one) ?? [],
  )
  const problems = withMissingFirst([...held, ...problemsIn(reading, one)], again, sent)
  if (again.attempt.problem !== undefined) return { how, ...cannot(again.attempt.problem, problems, one) }
  const bearer = bearerProblems(one, sent, again.written)
  one.history.noteToken(one.provider, one.call, one.captured)
  if (bearer.length > 0) return { how, ...withSeen(judged([...bearer, ...problems], one), reading, one) }
  const found = again.same
    ? rightOf(problems, asIs, again, one)
    : await searched({ one, sent, said, again, problems })
  const whole = withoutOmitted(needingBody(found, found.verdict !== 'verified', one), one)
  return { how, ...withSeen(whole, reading, one) }
}

/** Whether signing a request again gives what was sent: for choosing among readings. */
export async function matchesSignedAgain(one: Case): Promise<boolean> {
  const sent = withoutFragment(one.captured.request)
  return (await signAgain(one, sent, saidIn(one.provider, sent))).same
}

/** A request without its signature is not signed: that comes first. */
function withMissingFirst(
  problems: readonly Problem[],
  { written, attempt }: Again,
  { headers }: Request,
): readonly Problem[] {
  const signature = missingSignature(written, attempt.heard)
  if (!signature) return problems
  const { name, expected } = signature
  const other = headerHolding(headers, (value) => value === expected)
  const others = headers.filter(([one]) =>
    written.every((own) => own.name.toLowerCase() !== one.toLowerCase()),
  )
  const text = other ? missing(other) : (meant(others, name) ?? 'it is missing: the request is not signed')
  return [{ name, text }, ...problems.filter((one) => one.name !== name)]
}

function readingOf({ provider }: Case, { clock }: Again, said: Said, how: string): Reading {
  const { now, nonce, maxAge } = provider.written ?? {}
  const unit = now && said.now !== undefined ? otherUnit(said.now, clock) : undefined
  const checks: Check[] =
    unit && now ? [{ name: placeName(now), problem: `it is in ${unit}; expected ${clock.unit}` }] : []
  const timed = now && said.now !== undefined && maxAge !== undefined && !unit
  return {
    how,
    checks: [...said.checks, ...checks],
    ...(timed && { time: { name: placeName(now), seconds: clock.seconds, ...windowOf(provider) } }),
    ...(nonce && said.nonce !== undefined && { singleUse: [{ name: placeName(nonce), value: said.nonce }] }),
  }
}

function rightOf(
  problems: readonly Problem[],
  asIs: string | undefined,
  { written }: Again,
  one: Case,
): Found {
  if (written.length > 0) return withRightSignature(judged(problems, one))
  const unproven = `nothing is signed: ${asIs ?? 'it goes as it is'}`
  return { verdict: 'verified', why: 'nothing is signed', unproven, seen: [unproven] }
}

function cannot(problem: string, problems: readonly Problem[], one: Case): Found {
  const found = judged([...problems, { name: 'signing again', text: problem }], one)
  return { ...found, ...(problems.length === 0 && { unproven: found.why }) }
}

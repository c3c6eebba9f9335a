import { collect, needsOf, parseUrl, type Request } from '@countersign/core'
import { asBuffer } from '../bytes.js'
import type { Case } from '../case.js'
import { described } from '../described.js'
import {
  bodySource,
  type Found,
  judged,
  linesOf,
  needingBody,
  problemsIn,
  shortened,
  withoutOmitted,
  withRightSignature,
  withSeen,
} from '../found.js'
import type { Problem } from '../history.js'
import { likelyCauses } from '../likely.js'
import type { Check, Reading } from '../reading.js'
import { remarks } from '../remarks.js'
import type { Mistake } from '../search/mistake.js'
import type { SignedInput } from '../search/search.js'
import { causeOf } from './cause.js'
import { otherUnit } from './clock-text.js'
import { writtenBy } from './compare.js'
import { type Difference, type Differences, differencesOf, missingSignature } from './difference.js'
import { placeName } from './place.js'
import { type Said, saidIn } from './said.js'
import { type Again, signAgain } from './sign-again.js'
import { withoutFragment } from './unsigned.js'
import { watchedOf } from './watched.js'

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
  const problems = withMissingFirst(problemsIn(reading, one), again)
  if (again.attempt.problem !== undefined) return { how, ...cannot(again.attempt.problem, problems, one) }
  const found = again.same
    ? rightOf(problems, asIs, again, one)
    : await searched({ one, sent, said, again, problems })
  const whole = withoutOmitted(needingBody(found, found.verdict !== 'verified', one), one)
  return { how, ...concealed(withSeen(whole, reading, one), one) }
}

/** Whether signing a request again gives what was sent: for choosing among readings. */
export async function matchesSignedAgain(one: Case): Promise<boolean> {
  const sent = withoutFragment(one.captured.request)
  return (await signAgain(one, sent, saidIn(one.provider, sent))).same
}

/** A request without its signature is not signed: that comes first. */
function withMissingFirst(problems: readonly Problem[], { written, attempt }: Again): readonly Problem[] {
  const missing = missingSignature(written, attempt.heard)
  if (!missing) return problems
  const { name } = missing
  return [
    { name, text: 'it is missing: the request is not signed' },
    ...problems.filter((one) => one.name !== name),
  ]
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
    ...(timed && { time: { name: placeName(now), seconds: clock.seconds, maxAge, maxAhead: maxAge } }),
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
  return {
    verdict: 'verified',
    why: 'nothing is signed',
    seen: [`nothing is signed: ${asIs ?? 'it goes as it is'}`],
  }
}

function cannot(problem: string, problems: readonly Problem[], one: Case): Found {
  const found = judged([...problems, { name: 'signing again', text: problem }], one)
  return concealed(found, one)
}

interface Differing {
  readonly one: Case
  readonly sent: Request
  readonly said: Said
  readonly again: Again
  readonly problems: readonly Problem[]
}

/** What is sent differs from what signing again gives: where, and why, as far as trying can tell. */
async function searched(differing: Differing): Promise<Found> {
  const { one, sent, said, again, problems } = differing
  const { steps, trace } = collect()
  const lab = again.lab()
  const { heard, signed } = await lab.sign(again.base, { trace })
  const written = signed ? writtenBy(signed, again.base, sent) : again.written
  const differences = differencesOf(written, steps, heard)
  if (!differences) return judged([...problems, anotherOrder], one)
  const watched = one.share.spent
    ? undefined
    : watchedOf(one, again.base, said, steps, { setup: lab.setup, heard })
  const last = heard.calls.length - 1
  const cause = await causeIn(differing, differences, watched, last)
  const step = problems[0]?.name ?? differences.first.name
  const seen = [...linesOf(problems), ...remarks(one.captured)]
  if (cause.cause) {
    const { when, advice } = cause.cause
    return { verdict: 'not-verified', why: `signature matches when ${when}`, advice, step, seen }
  }
  const unknown = unknownInputs(one, heard)
  const all = [...problems, ...unknown, inWords(differences.first, one)]
  if (differences.isRight) return withRightSignature(judged(all, one))
  const key = one.provider.settings.find(({ secret, name }) => secret && one.values[name])?.name
  return {
    ...judged(all, one),
    ...(cause.ways > 1 && {
      tried: `${cause.ways} ways, none matches${cause.cut ? '; not all were tried: there are too many, or they are too long' : ''}`,
    }),
    ...(key &&
      unknown.length === 0 &&
      likelyCauses({ reading: { key, parts: partsOf(watched), delimiter: '' } }, one, { coversUrl: true })),
  }
}

const anotherOrder: Problem = {
  name: 'query',
  text: 'its parameters are in another order than they are signed in',
}

function causeIn(
  { one, again }: Differing,
  { target }: Differences,
  watched: ReturnType<typeof watchedOf>,
  last: number,
): Promise<{ cause?: Mistake; ways: number; cut: boolean }> {
  const { otherWay } = again.signatures
  again.signatures.isSearching = true
  if (otherWay) return Promise.resolve({ cause: otherWay, ways: 1, cut: false })
  if (!target) return Promise.resolve({ ways: 0, cut: false })
  const { lab, base } = again
  const noteSigned = (signed: SignedInput) => one.noteSigned?.(one.captured.label, signed)
  // Of a body that signing changes, the one before is what people get wrong.
  const body = { ...bodySource(one), request: base, body: asBuffer(base.body) }
  return causeOf({ lab, base, target, watched, last, body, share: one.share, noteSigned })
}

const partsOf = (watched: ReturnType<typeof watchedOf>): readonly string[] => {
  const names = (watched?.last.parts ?? []).map((part) =>
    watched?.names.get(part.toString('latin1', 0, 2000)),
  )
  return names.every((name) => name !== undefined) && names.length > 0
    ? (names as string[])
    : ['what is signed here']
}

/** What signing takes that the request does not say, so that it cannot come out the same. */
function unknownInputs(
  { provider: { written = {}, name } }: Case,
  heard: { now: boolean; nonce: boolean; random: boolean },
): Problem[] {
  const cannotSay = 'so it cannot be signed again and compared. The provider says it in'
  if (heard.now && !written.now)
    return [
      {
        name: 'clock',
        text: `${name} does not say where its clock is in a request, ${cannotSay} written.now`,
      },
    ]
  if (heard.nonce && !written.nonce)
    return [
      {
        name: 'nonce',
        text: `${name} does not say where its nonce is in a request, ${cannotSay} written.nonce`,
      },
    ]
  if (heard.random)
    return [
      {
        name: 'random',
        text: `${name} encrypts or uses random values, so the request cannot be made again and compared`,
      },
    ]
  return []
}

function inWords({ name, expected, sent }: Difference, { decider }: Case): Problem {
  if (sent === undefined) return { name, text: 'it is missing' }
  if (decider.conceal(expected) !== expected)
    return { name, text: `it has ${described(sent)}; expected ${described(expected)}` }
  const [one, other] = apart(sent, expected)
  return { name, text: `${shownValue(one)} was sent, expected ${shownValue(other)}` }
}

/** Times and numbers as they are; of anything else enough to tell two apart. */
const shownValue = (text: string) =>
  /^[\d.:TZ+-]{1,32}$/.test(text) ? text : text === '' ? 'nothing' : shortened(text)

/** Two values from the word in which they differ. */
function apart(one: string, other: string): [string, string] {
  let at = 0
  while (at < one.length && at < other.length && one[at] === other[at]) at++
  let start = at
  while (start > 0 && /[A-Za-z0-9+/_%.-]/.test(one[start - 1] ?? '')) start--
  return [one.slice(start), other.slice(start)]
}

const concealed = <Whole extends Found>(found: Whole, { decider }: Case): Whole => ({
  ...found,
  why: decider.conceal(found.why),
})

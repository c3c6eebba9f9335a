import { needsOf } from '@countersign/core'
import { adviceFor } from './advice.js'
import type { Case } from './case.js'
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
} from './found.js'
import { heldProblem } from './held-problem.js'
import type { Problem } from './history.js'
import { likelyCauses } from './likely.js'
import { type AnyReader, drawnIn, type HmacReading, type Reading } from './reading.js'
import { remarks } from './remarks.js'
import { type Again, stepsAgain } from './search/input.js'
import type { KeySource } from './search/keys.js'
import { matchesAsClaimed, search, type Tried } from './search/search.js'

/** A request, and the reader of its provider. */
export interface ReadCase extends Case {
  readonly reader: AnyReader
}

/** Whether a request was signed correctly; if not, why. */
export async function verifyRequest(one: ReadCase): Promise<Found & { how: string }> {
  const { captured, reader, call, values, provider } = one
  const reading = await reader.read({ ...call, values })
  const problems = [...problemsIn(reading, one), ...one.history.bearer(reading, reader, one.clocks)]
  if (reading.asksForToken) one.history.noteToken(provider, call, captured)
  const found = reading.hmac
    ? verifyHmac({ ...reading, hmac: reading.hmac }, problems, one)
    : judged(problems, one)
  const isBodyNeeded = found.verdict !== 'verified' || (!reading.hmac && needsOf(provider, call).body)
  const judgedWhole = withoutOmitted(needingBody(found, isBodyNeeded, one), one)
  return { how: reading.how, ...withSeen(judgedWhole, reading, one) }
}

/** Whether the signature of a request is right: for choosing among readings, so nothing is noted or searched. */
export async function matchesSignature({ provider, reader, call, values }: ReadCase): Promise<boolean> {
  const { hmac, checks } = await reader.read({ ...call, values })
  if (!hmac) return checks.every(({ problem }) => problem === undefined)
  const again: Again = { provider, call, reading: hmac }
  return matchesAsClaimed(again)
}

function verifyHmac(
  reading: Reading & { readonly hmac: HmacReading },
  problems: readonly Problem[],
  one: Case,
): Found {
  const { hmac, asksForToken } = reading
  const again: Again = { provider: one.provider, call: one.call, reading: hmac }
  // What is not there cannot be signed: to search for another cause would only hide that.
  if (problems.length > 0 && Object.values(hmac.claimed).includes('')) return judged(problems, one)
  const expected = stepsAgain(again)
  const differing = Object.entries(hmac.claimed).filter(([name, value]) => expected.get(name) !== value)
  if (differing.length > 0 && !matchesAsClaimed(again))
    return searched(
      { ...again, isExchange: asksForToken === true, drawn: drawnIn(reading) },
      expected,
      problems.length > 0 ? problems : heldIn(differing, expected, one),
      one,
    )
  const isAccepted = differing.every(([name]) => name === hmac.signature || hmac.accepted?.includes(name))
  return withRightSignature(judged(problems.length > 0 || isAccepted ? problems : [anotherForm], one))
}

/** The claimed values that hold a secret: the checks of a reader say so by themselves. */
function heldIn(
  differing: readonly (readonly [name: string, value: string])[],
  expected: ReadonlyMap<string, string>,
  one: Case,
): Problem[] {
  return differing.flatMap(([name, value]) => heldProblem(name, value, expected.get(name) ?? '', one) ?? [])
}

// What is signed is what was sent, in a form that no check names.
const anotherForm = { name: 'signature', text: 'what is signed was sent in an unexpected form' }

/** The signature differs: why, as far as trying can tell. */
function searched(
  again: Again & { readonly isExchange: boolean; readonly drawn: readonly string[] },
  expected: ReadonlyMap<string, string>,
  problems: readonly Problem[],
  one: Case,
): Found {
  const { reading } = again
  const outcome = search({ again, body: bodySource(one), key: keySource(reading, one), share: one.share })
  const [first] = problems
  const step = first?.name ?? reading.signature
  const seen = [...linesOf(problems), ...remarks(one.captured)]
  if (outcome.cause) {
    const { when, advice, signed } = outcome.cause
    one.noteSigned?.(one.captured.label, signed)
    return { verdict: 'not-verified', why: `signature matches when ${when}`, advice, step, seen }
  }
  const claimed = reading.claimed[reading.signature] ?? ''
  const sent = `signature: ${shortened(claimed, one)} was sent, expected ${shortened(expected.get(reading.signature) ?? '', one)}`
  const why = first ? `${first.name}: ${first.text}` : sent
  const advice = first && (first.advice ?? adviceFor(first))
  const rest = [...linesOf(problems.slice(1)), ...remarks(one.captured)]
  return {
    verdict: 'not-verified',
    why,
    ...(advice && { advice }),
    step,
    seen: first ? rest : seen,
    ...triedText(outcome.tried),
    ...likelyCauses(again, one, again),
  }
}

function triedText({ ways, bodies, keys, stringsToSign, cut }: Tried): { tried?: string } {
  if (ways === 0) return {}
  const kinds = `${bodies} forms of the body, ${keys} of the key, ${stringsToSign} of the string to sign`
  return {
    tried: `${kinds}, alone and together: ${ways} ways, none matches${cut ? '; not all were tried: there are too many, or they are too long' : ''}`,
  }
}

function keySource({ key }: HmacReading, { provider, values, otherValues }: Case): KeySource {
  return { provider: provider.id, settings: provider.settings, values, name: key, others: otherValues(key) }
}

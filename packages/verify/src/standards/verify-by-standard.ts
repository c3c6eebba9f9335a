import { settingName, withDefaults } from '@countersign/core'
import type { Case } from '../case.js'
import { shownName } from '../described.js'
import {
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
import { heldProblem } from '../held-problem.js'
import type { Problem } from '../history.js'
import { likelyCauses } from '../likely.js'
import { drawnIn } from '../reading.js'
import { remarks } from '../remarks.js'
import { searchVariations } from './search.js'
import type { Signature, Signed, Standard, StandardReading } from './standard.js'
import { valuesOf } from './text.js'

/**
 * Verifies a request of a provider that follows a standard: takes the request apart as the standard says, holds each
 * part against the settings, and makes the signature again of what the request says.
 */
export async function verifyByStandard(one: Case, standard: Standard): Promise<Found & { how: string }> {
  const signed = signedOf(one)
  const reading = await standard.read(signed)
  const how = standard.how(signed)
  const problems = problemsOf(reading, how, one)
  const found = withHeld(judge(reading, problems, one), heldIn(signed, standard), one)
  const whole = withoutOmitted(needingBody(found, found.verdict !== 'verified', one), one)
  return { how, ...withSeen(whole, reading, one) }
}

/** How many things of a request are wrong, a signature before all others: for choosing among readings. */
export async function mistakesByStandard(one: Case, standard: Standard): Promise<number> {
  const { problems, signature } = await standard.read(signedOf(one))
  return problems.length + (signature === undefined || isRight(signature) ? 0 : MOST_PROBLEMS)
}

const MOST_PROBLEMS = 1000

const signedOf = (one: Case): Signed => ({
  one,
  provider: one.provider,
  call: one.call,
  values: withDefaults(one.provider, one.values),
  body: one.captured.request.body,
  variable: (name) => settingName(one.provider.id, name),
})

/** What the standard says is wrong, then time and history. */
function problemsOf({ problems, time, singleUse }: StandardReading, how: string, one: Case): Problem[] {
  const more = problemsIn({ how, checks: [], ...(time && { time }), ...(singleUse && { singleUse }) }, one)
  return [...repeated(one), ...problems, ...more]
}

/** A secret that was sent comes alone: what else is said may show a part of it that is too short to be hidden. */
function withHeld(found: Found, held: readonly Problem[], one: Case): Found {
  if (held.length === 0) return found
  return found.verdict === 'verified'
    ? { ...found, seen: [...found.seen, ...linesOf(held)] }
    : judged(held, one)
}

/** The headers that hold a secret, and the URL. */
function heldIn({ one, values }: Signed, { sends }: Standard): Problem[] {
  const own = (sends?.(values) ?? []).map((name) => ` ${values[name] ?? ''}`).join('')
  const { url, headers } = one.captured.request
  return [...headers, ['URL', url] as const].flatMap(
    ([name, value]) => heldProblem(shownName(name), value, own, one) ?? [],
  )
}

// RFC 9110 section 11.6.2 and RFC 9449 section 4.3: there is one at most. Signatures may be in several.
const ONCE = ['Authorization', 'DPoP']

function repeated({ captured: { request } }: Case): Problem[] {
  return ONCE.flatMap((name) => {
    const count = valuesOf(request.headers, name).length
    return count > 1 ? [{ name, text: `it is there ${count} times; expected once` }] : []
  })
}

function judge(reading: StandardReading, problems: readonly Problem[], one: Case): Found {
  const { signature, asIs } = reading
  if (!signature) {
    const found = judged(problems, one)
    return asIs && problems.length === 0 ? { ...found, why: asIs, unproven: asIs } : found
  }
  if (isRight(signature)) return withRightSignature(judged(problems, one))
  const { name, suspect } = signature
  const suspects = [...(reading.suspects ?? []), ...(suspect === undefined ? [] : [{ name, text: suspect }])]
  return explained(signature, [...problems, ...suspects], drawnIn(reading), one)
}

/** Whether a signature is the one that the standard gives. */
export function isRight<Draft>({ expected, holds, form, encoding, sent, draft }: Signature<Draft>): boolean {
  return holds ? holds(draft) && !form : expected?.(draft).toString(encoding) === sent
}

/** The signature differs: why, as far as trying can tell. */
function explained(
  signature: Signature,
  problems: readonly Problem[],
  drawn: readonly string[],
  one: Case,
): Found {
  const { cause, input } = searchVariations(signature, one)
  const byKey = signature.isByKey ? [`${signature.name} is made with the right key`] : []
  const seen = [...linesOf(problems), ...byKey, ...remarks(one.captured)]
  if (cause) {
    if (input) one.noteSigned?.(one.captured.label, input)
    const why = `signature matches when ${cause.when}`
    return { verdict: 'not-verified', why, advice: cause.advice, step: signature.name, seen }
  }
  const differs = { name: signature.name, text: differing(signature, one) }
  const { tried } = one.share
  const likely = likelyCauses(
    { reading: { key: keyName(one), parts: ['what is signed here'], delimiter: '' } },
    one,
    { coversUrl: true, isKeyRight: signature.isByKey === true, drawn },
  )
  return {
    ...judged([...problems, differs], one),
    ...(tried > 1 && {
      tried: `${tried} ways, none matches${one.share.spent ? '; not all were tried: there are too many, or they are too long' : ''}`,
    }),
    ...(problems.length === 0 && likely),
  }
}

const keyName = ({ provider, values }: Case) =>
  provider.settings.find(({ secret, name }) => secret && values[name])?.name ?? ''

function differing<Draft>({ sent, expected, encoding, draft }: Signature<Draft>, one: Case): string {
  if (!expected) return `${shortened(sent, one)} was sent, which does not hold for what was sent and the key`
  return `${shortened(sent, one)} was sent, expected ${shortened(expected(draft).toString(encoding), one)}`
}

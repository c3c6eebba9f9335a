import { type AnyProvider, type Call, needsOf, type Values } from '@countersign/core'
import { asBuffer } from './bytes.js'
import type { Captured, Clock } from './capture/captured.js'
import type { History, Problem } from './history.js'
import { likelyCauses } from './likely.js'
import type { AnyReader, HmacReading, Reading } from './reading.js'
import { remarks } from './remarks.js'
import type { BodySource } from './search/bodies.js'
import type { Share } from './search/budget.js'
import { type Again, stepsAgain } from './search/input.js'
import type { KeySource } from './search/keys.js'
import { matchesAsClaimed, type SignedInput, search, type Tried } from './search/search.js'
import { clockRemark, timeProblem } from './time.js'
import type { Verdict } from './verdict.js'

/** One request, with all it takes to verify it. */
export interface Case {
  readonly captured: Captured
  readonly provider: AnyProvider
  readonly reader: AnyReader
  readonly call: Call<unknown>
  readonly values: Values
  readonly clocks: readonly Clock[]
  readonly history: History
  /** Other values that a setting has in sources that do not apply. */
  readonly otherValues: (setting: string) => KeySource['others']
  readonly bodies: Pick<BodySource, 'others' | 'variable'>
  readonly share: Share
  readonly noteSigned?: ((label: string, signed: SignedInput) => void) | undefined
}

export type Found = Pick<
  Verdict,
  'verdict' | 'why' | 'advice' | 'step' | 'seen' | 'tried' | 'likely' | 'next'
>

/** Whether a request was signed correctly; if not, why. */
export async function verifyRequest(one: Case): Promise<Found & { how: string }> {
  const { captured, reader, call, values, provider } = one
  const reading = await reader.read({ ...call, values })
  const problems = problemsOf(reading, one)
  if (reading.asksForToken) one.history.noteToken(provider, call, captured)
  const found = reading.hmac ? verifyHmac(reading.hmac, problems, one) : judged(problems, one)
  const judgedWhole = withoutOmitted(needingBody(found, reading, one), one)
  return { how: reading.how, ...withSeen(judgedWhole, reading, one) }
}

/** Whether the signature of a request is right: for choosing among readings, so nothing is noted or searched. */
export async function matchesSignature({ provider, reader, call, values }: Case): Promise<boolean> {
  const { hmac, checks } = await reader.read({ ...call, values })
  if (!hmac) return checks.every(({ problem }) => problem === undefined)
  const again: Again = { provider, call, reading: hmac }
  return matchesAsClaimed(again)
}

/** In the order of the page: what the reader found, then what time and history say. */
function problemsOf(reading: Reading, { provider, reader, captured, clocks, history }: Case): Problem[] {
  const problems = reading.checks.flatMap(({ name, problem }) =>
    problem === undefined ? [] : [{ name, text: problem }],
  )
  const { time } = reading
  const late = time && timeProblem(time, clocks)
  return [
    ...problems,
    ...(time && late ? [{ name: time.name, text: late }] : []),
    ...history.reuse(reading, provider.id, captured.label),
    ...history.bearer(reading, reader, clocks),
  ]
}

/** A request in which nothing is signed again: the checks decide. */
function judged([first, ...rest]: readonly Problem[], { captured }: Case): Found {
  if (!first) return { verdict: 'verified', why: 'everything that can be checked is as expected', seen: [] }
  const why = `${first.name}: ${first.text}`
  return { verdict: 'not-verified', why, step: first.name, seen: [...said(rest), ...remarks(captured)] }
}

function verifyHmac(hmac: HmacReading, problems: readonly Problem[], one: Case): Found {
  const again: Again = { provider: one.provider, call: one.call, reading: hmac }
  const expected = stepsAgain(again)
  const differing = Object.entries(hmac.claimed).filter(([name, value]) => expected.get(name) !== value)
  if (differing.length > 0 && !matchesAsClaimed(again)) return searched(again, expected, problems, one)
  const isAccepted = differing.every(([name]) => name === hmac.signature || hmac.accepted?.includes(name))
  const found = judged(problems.length > 0 || isAccepted ? problems : [anotherForm], one)
  return found.verdict === 'verified' ? { ...found, why: MATCHES } : withRightSignature(found)
}

const MATCHES = 'the signature matches'

// What is signed is what was sent, in a form that no check names.
const anotherForm = { name: 'signature', text: 'what is signed was sent in an unexpected form' }

const withRightSignature = (found: Found): Found => ({
  ...found,
  why: `${found.why}; the signature itself matches`,
})

/** The signature differs: why, as far as trying can tell. */
function searched(
  again: Again,
  expected: ReadonlyMap<string, string>,
  problems: readonly Problem[],
  one: Case,
): Found {
  const { reading } = again
  const outcome = search({ again, body: bodySource(one), key: keySource(reading, one), share: one.share })
  const [first] = problems
  const step = first?.name ?? reading.signature
  const seen = [...said(problems), ...remarks(one.captured)]
  if (outcome.cause) {
    const { when, advice, signed } = outcome.cause
    one.noteSigned?.(one.captured.label, signed)
    return { verdict: 'not-verified', why: `signature matches when ${when}`, advice, step, seen }
  }
  const claimed = reading.claimed[reading.signature] ?? ''
  const sent = `signature: ${shortened(claimed)} was sent, expected ${shortened(expected.get(reading.signature) ?? '')}`
  const why = first ? `${first.name}: ${first.text}` : sent
  const rest = [...said(problems.slice(1)), ...remarks(one.captured)]
  return {
    verdict: 'not-verified',
    why,
    step,
    seen: first ? rest : seen,
    ...triedText(outcome.tried),
    ...likelyCauses(again, one),
  }
}

const said = (problems: readonly Problem[]) => problems.map(({ name, text }) => `${name}: ${text}`)

/** Enough of a signature to tell two apart: a whole one would let others send the request. */
const shortened = (text: string) => `${text.slice(0, 8).replace(/[^\u0020-\u007e]/g, '�')}…`

function triedText({ ways, bodies, keys, stringsToSign, cut }: Tried): { tried?: string } {
  if (ways === 0) return {}
  const kinds = `${bodies} forms of the body, ${keys} of the key, ${stringsToSign} of the string to sign`
  return {
    tried: `${kinds}, alone and together: ${ways} ways, none matches${cut ? '; not all were tried: there are too many, or they are too long' : ''}`,
  }
}

const bodySource = ({ captured: { request }, bodies }: Case): BodySource => ({
  request,
  body: asBuffer(request.body),
  ...bodies,
})

function keySource({ key }: HmacReading, { provider, values, otherValues }: Case): KeySource {
  return { provider: provider.id, settings: provider.settings, values, name: key, others: otherValues(key) }
}

/** A body that the file does not hold cannot be verified, whatever else is right. */
function needingBody(found: Found, reading: Reading, { captured, call, provider }: Case): Found {
  const { bodyMissing } = captured
  if (bodyMissing === undefined) return found
  const matters = reading.hmac
    ? found.verdict !== 'verified'
    : found.verdict !== 'verified' || needsOf(provider, call).body
  if (!matters || found.why.startsWith('signature matches when the body is empty')) return found
  return { verdict: 'not-verified', why: `body: ${bodyMissing}`, step: 'body', seen: [] }
}

/** A header that the file leaves out by itself is not the client's mistake. */
function withoutOmitted(found: Found, { captured: { omitted } }: Case): Found {
  const isMissing = found.verdict === 'not-verified' && /the Authorization header is missing/.test(found.why)
  if (!omitted || !isMissing) return found
  return { verdict: 'not-verified', why: `${omitted.header}: ${omitted.why}`, step: omitted.header, seen: [] }
}

function withSeen(found: Found, reading: Reading, { captured, clocks }: Case): Found {
  const clock = found.verdict === 'verified' ? [] : clockRemark(clocks)
  const all = [...found.seen, ...captured.notes, ...(reading.notes ?? []), ...clock]
  return { ...found, seen: [...new Set(all)].filter((text) => !found.why.startsWith(text)) }
}

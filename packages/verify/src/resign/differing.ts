import { collect, type Request } from '@countersign/core'
import { asBuffer } from '../bytes.js'
import type { Case } from '../case.js'
import { bodySource, type Found, judged, linesOf, withRightSignature } from '../found.js'
import type { Problem } from '../history.js'
import { likelyCauses } from '../likely.js'
import { remarks } from '../remarks.js'
import type { Mistake } from '../search/mistake.js'
import type { SignedInput } from '../search/search.js'
import { causeOf } from './cause.js'
import { writtenBy } from './compare.js'
import { type Differences, differencesOf } from './difference.js'
import { inWords } from './difference-in-words.js'
import { namedParts } from './named-parts.js'
import { placeInWords } from './place.js'
import type { Said } from './said.js'
import type { Again } from './sign-again.js'
import { unknownInputs } from './unknown-inputs.js'
import type { Watched } from './watched.js'
import { watchedOf } from './watched.js'

interface Differing {
  readonly one: Case
  readonly sent: Request
  readonly said: Said
  readonly again: Again
  readonly problems: readonly Problem[]
}

/** What is sent differs from what signing again gives: where, and why, as far as trying can tell. */
export async function searched(differing: Differing): Promise<Found> {
  const { one, sent, said, again, problems } = differing
  const { steps, trace } = collect()
  const lab = again.lab()
  const { heard, signed } = await lab.sign(again.base, { trace })
  const written = signed ? writtenBy(signed, again.base, sent) : again.written
  const differences = differencesOf(written, steps, heard)
  if (!differences) return judged([...problems, anotherOrder], one)
  const watched = one.share.spent
    ? undefined
    : watchedOf(one, again.base, said, steps, { setup: lab.setup, heard: again.attempt.heard })
  // A trace hashes the body besides, which a search does not.
  const last = again.attempt.heard.calls.length - 1
  const cause = await causeIn(differing, differences, watched, last)
  const step = problems[0]?.name ?? differences.first.name
  const seen = [...linesOf(problems), ...remarks(one.captured)]
  if (cause.cause) {
    const { when, advice } = cause.cause
    return { verdict: 'not-verified', why: `signature matches when ${when}`, advice, step, seen }
  }
  const unknown = unknownInputs(one, heard)
  const first = inWords(differences.first, sent, one)
  const isSaid = problems.some(({ text }) => text === first.text)
  const all = [...problems, ...unknown, ...(isSaid ? [] : [first])]
  if (differences.isRight) return withRightSignature(judged(all, one))
  // What is not there explains all the rest.
  if (all.some(({ text }) => text.startsWith('it is missing'))) return judged(all, one)
  const key = one.provider.settings.find(({ secret, name }) => secret && one.values[name])?.name
  const [input] = unknown
  return {
    ...judged(all, one),
    ...(input && problems.length === 0 && { unproven: input.text }),
    ...(cause.ways > 1 && {
      tried: `${cause.ways} ways, none matches${cause.cut ? '; not all were tried: there are too many, or they are too long' : ''}`,
    }),
    ...(key &&
      !input &&
      likelyCauses({ reading: { key, ...partsOf(watched) } }, one, {
        coversUrl: true,
        drawn: drawnBy(one, said),
      })),
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

/** The names of what is signed, if all of them are known. */
function partsOf(watched: Watched | undefined): { parts: readonly string[]; delimiter: string } {
  const { parts, delimiter } = watched
    ? namedParts(watched.last.parts, watched)
    : { parts: [], delimiter: '' }
  const names = parts.map(({ name }) => name)
  return names.length > 0 && !names.some((name) => /^part \d+$/.test(name))
    ? { parts: names, delimiter }
    : { parts: ['what is signed here'], delimiter: '' }
}

/** Where clock and nonce of the request are. */
function drawnBy({ provider: { written = {} } }: Case, { now, nonce }: Said): string[] {
  const places = [
    now === undefined ? undefined : written.now,
    nonce === undefined ? undefined : written.nonce,
  ]
  return places.flatMap((place) => (place ? [placeInWords(place)] : []))
}

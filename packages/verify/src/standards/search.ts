import { asBuffer } from '../bytes.js'
import type { Case } from '../case.js'
import { encodings } from '../search/encodings.js'
import { both, CORRECT, type Mistake } from '../search/mistake.js'
import type { SignedInput } from '../search/search.js'
import type { Signature, Variation } from './standard.js'

interface Searched {
  readonly cause?: Mistake
  readonly input?: SignedInput
}

// Of how many variations of each kind two are tried together.
const TOGETHER = { key: 15, body: 20, text: 45, order: 10, form: 1, base: 20, scope: 6 }

/** Searches for what was done instead of what the standard says: one mistake, then two of different kinds. */
export function searchVariations<Draft>(signature: Signature<Draft>, one: Case): Searched {
  const matching = matcherOf(signature)
  const cost = costOf(signature)
  const play = (mistakes: readonly Variation<Draft>[]): Searched | undefined => {
    const draft = mistakes.reduce((made, { change }) => change(made), signature.draft)
    const input = Buffer.from(signature.input(draft) as string)
    if (!one.share.spend(input.length + one.captured.request.body.length, cost)) return undefined
    const found = matching(draft)
    if (!found) return undefined
    const cause = [...mistakes, found].reduce<Mistake>(both, CORRECT)
    return { cause, input: { body: asBuffer(one.captured.request.body), message: input } }
  }
  const first: Variation<Draft>[] = []
  const alone = play([])
  if (alone) return alone
  for (const variation of signature.variations()) {
    if (one.share.spent) return {}
    const { kind } = variation
    if (first.filter((other) => other.kind === kind).length < TOGETHER[kind]) first.push(variation)
    const found = play([variation])
    if (found) return found
  }
  // Verifying by a public key takes too long for pairs.
  return cost >= BY_KEY ? {} : (pairs(first, play, one) ?? {})
}

// Verifying by a public key costs as much as so many HMACs.
const BY_KEY = 40

const costOf = <Draft>({ cost, holds }: Signature<Draft>) => cost ?? (holds ? BY_KEY : 2)

function pairs<Draft>(
  all: readonly Variation<Draft>[],
  play: (mistakes: readonly Variation<Draft>[]) => Searched | undefined,
  { share }: Case,
): Searched | undefined {
  for (const [at, variation] of all.entries()) {
    for (const other of all.slice(at + 1)) {
      if (share.spent) return undefined
      const found = other.kind === variation.kind ? undefined : play([variation, other])
      if (found) return found
    }
  }
  return undefined
}

/** Whether a draft gives the signature that was sent, and in which encoding that is. */
function matcherOf<Draft>(signature: Signature<Draft>): (draft: Draft) => Mistake | undefined {
  const { expected, holds, form = CORRECT, sent, encoding } = signature
  if (holds || !expected) return (draft) => (holds?.(draft) ? form : undefined)
  const forms = encodings(sent, encoding)
  return (draft) => {
    const bytes = expected(draft)
    if (bytes.toString(encoding) === sent) return CORRECT
    const form = forms.matching(bytes)
    return form && (form.when === '' ? { ...form, when: 'the signature is read in another form' } : form)
  }
}

import type { Part } from '../search/input.js'
import { amongKnown, DELIMITERS, delimited, ofKnown, split } from './pieces.js'
import { NAMED, signedText, withHeld } from './signed-text.js'

export interface NamedParts {
  readonly parts: Part[]
  readonly delimiter: string
}

/** Names of the texts that are signed, and which of the texts are steps, which may be made of the others. */
export interface Known {
  readonly names: ReadonlyMap<string, string>
  readonly steps: ReadonlySet<string>
  readonly body: Buffer
}

/**
 * What was signed by its parts: the known values of which it is made, whichever steps and arguments they came in, or
 * else the arguments as they were given.
 */
export function namedParts(given: readonly Buffer[], { names: own, steps, body }: Known): NamedParts {
  const names = withHeld(own)
  const signed = signedText(given, body)
  const texts = given.map((one) => one.toString('latin1', 0, NAMED))
  const asGiven = { parts: given.map((value, n) => part(texts[n] ?? '', value, n, names)), delimiter: '' }
  const known = signed && elementsIn(signed.text, names, steps)
  if (!known || (given.length > 1 && texts.every((one) => known.includes(one)))) return asGiven
  const found =
    ofKnown(signed.text, known) ??
    amongKnown(signed.text, known, names) ??
    (given.length > 1 || names.has(signed.text) ? undefined : split(signed.text))
  if (!found) return asGiven
  const { pieces, delimiter } = found
  return { parts: pieces.map((piece, n) => part(piece, signed.bytes(piece), n, names)), delimiter }
}

const part = (text: string, value: Buffer, n: number, names: ReadonlyMap<string, string>): Part => ({
  name: names.get(text.slice(0, NAMED)) ?? `part ${n + 1}`,
  value,
})

/** The known values within a text, the longest first, without the steps that are made of others of them. */
function elementsIn(text: string, names: ReadonlyMap<string, string>, steps: ReadonlySet<string>): string[] {
  const known = [...names.keys()]
    .filter((one) => one !== '' && one !== text)
    .sort((one, other) => other.length - one.length)
  return known.filter((one) => !steps.has(one) || !isMade(one, known))
}

const isMade = (text: string, known: readonly string[]): boolean => {
  const others = known.filter((one) => one.length < text.length)
  const names = new Set(others)
  return (
    ofKnown(text, others) !== undefined ||
    DELIMITERS.some((delimiter) => delimited(text, delimiter, others).some((piece) => names.has(piece)))
  )
}

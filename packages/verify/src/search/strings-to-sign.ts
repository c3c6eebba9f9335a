import { arrangements, extended, withMarks } from './arrangements.js'
import { joined, type Part, put } from './input.js'
import { CORRECT } from './mistake.js'
import { partForms } from './part-forms.js'
import type { StringSource, StringToSign } from './string-source.js'

/** The right string to sign first, then what people sign instead. Long bodies are not copied. */
export function* stringsToSign(source: StringSource): Generator<StringToSign> {
  const { parts, delimiter } = source
  // A claim in an unexpected form was reported before: it is not a cause here.
  const bases = [parts, ...asClaimed(source)]
  for (const base of bases) yield { ...CORRECT, message: joined(base, delimiter) }
  for (const base of bases) {
    for (const form of partForms(base, source)) yield { ...form, message: joined(form.parts, delimiter) }
  }
  for (const base of bases) yield* extended(base, source)
  for (const base of bases) yield* arrangements(base, source)
  for (const base of bases) yield* withMarks(base, source)
}

/** The parts as the request claims them, if they differ: a fraction, another public key. */
export function asClaimed({ parts, claimed }: Pick<StringSource, 'parts' | 'claimed'>): (readonly Part[])[] {
  const values = parts.map((part) => put(part, claimed[part.name] ?? part.value))
  return values.every(({ value }, n) => parts[n]?.value.equals(value)) ? [] : [values]
}

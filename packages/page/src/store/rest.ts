import type { Check, FaultEffect, RespondedEvent, Step } from '../traffic.js'

/** What is kept of a request besides numbers and bodies. */
export interface Rest {
  readonly provider: string
  readonly origin: string
  readonly method: string
  readonly target: string
  /** Names and values by turns. */
  readonly headers: readonly string[]
  readonly checks: readonly Check[]
  readonly steps: readonly Step[]
  /** The check that the verdict names. */
  readonly check: string | undefined
  readonly notes: readonly string[]
  readonly faults: readonly FaultEffect[]
  readonly responseHeaders: RespondedEvent['headers']
}

type Text = string | undefined

/** It as texts, one after the other, in the order of `unpacked`. */
export interface Parts {
  /** How many entries each list has. */
  readonly counts: readonly number[]
  readonly texts: readonly Text[]
}

/** Made for every request: with no JSON, and in one array of the right length. */
export function partsOf(rest: Rest): Parts {
  const { headers, checks, steps, notes, faults, responseHeaders } = rest
  let length =
    5 + headers.length + 4 * steps.length + notes.length + 2 * faults.length + 2 * responseHeaders.length
  for (const { holds } of checks) length += holds ? 2 : 5
  const texts = new Array<Text>(length)
  let at = 0
  texts[at++] = rest.provider
  texts[at++] = rest.origin
  texts[at++] = rest.method
  texts[at++] = rest.target
  texts[at++] = rest.check
  for (const text of headers) texts[at++] = text
  for (const { name, holds, message, expected, got } of checks) {
    texts[at++] = holds ? HOLDS : FAILS
    texts[at++] = name
    if (holds) continue
    texts[at++] = message
    texts[at++] = expected
    texts[at++] = got
  }
  for (const { name, computed, allowed, sent } of steps) {
    texts[at++] = name
    texts[at++] = computed
    texts[at++] = allowed
    texts[at++] = sent
  }
  for (const note of notes) texts[at++] = note
  for (const { text, refused } of faults) {
    texts[at++] = refused ? FAILS : HOLDS
    texts[at++] = text
  }
  for (const [name, value] of responseHeaders) {
    texts[at++] = name
    texts[at++] = value
  }
  const counts = [
    headers.length,
    checks.length,
    steps.length,
    notes.length,
    faults.length,
    responseHeaders.length,
  ]
  return { counts, texts }
}

/** The number that stands for the part at a place: first the counts, then the lengths of the texts. */
export const numberAt = ({ counts, texts }: Parts, n: number): number =>
  n < LISTS ? (counts[n] as number) : (texts[n - LISTS]?.length ?? ABSENT)

export const LISTS = 6
const [HOLDS, FAILS] = ['+', '-']
const ABSENT = -1

export function unpacked(numbers: readonly number[], text: string): Rest {
  const [headers = 0, checks = 0, steps = 0, notes = 0, faults = 0, response = 0, ...lengths] = numbers
  let at = 0
  let part = 0
  const optional = (): Text => {
    const length = lengths[part++] ?? ABSENT
    if (length === ABSENT) return undefined
    at += length
    return text.slice(at - length, at)
  }
  const next = () => optional() ?? ''
  const list = <T>(count: number, read: () => T): T[] => Array.from({ length: count }, read)
  return {
    provider: next(),
    origin: next(),
    method: next(),
    target: next(),
    check: optional(),
    headers: list(headers, next),
    checks: list(checks, () => checkOf(next(), optional)),
    steps: list(steps, () =>
      defined({ name: next(), computed: optional(), allowed: optional(), sent: optional() }),
    ),
    notes: list(notes, next),
    faults: list(faults, () => ({ refused: next() === FAILS, text: next() })),
    responseHeaders: list(response, () => [next(), next()] as const),
  }
}

function checkOf(mark: string, next: () => Text): Check {
  const name = next() ?? ''
  if (mark === HOLDS) return { name, holds: true }
  return defined({ name, holds: false, message: next(), expected: next(), got: next() })
}

/** Without what is undefined. */
const defined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

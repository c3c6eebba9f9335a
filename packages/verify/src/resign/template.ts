/** A piece of a written value that has a name: a step of the provider, or a signature. */
export interface Slot {
  readonly name: string
  readonly text: string
}

/**
 * A written value as the named pieces in it and what stands between them, so that the same pieces are found in another
 * value: `Hmac {publicKey}:{nonce}:{signature}`.
 */
export class Template {
  readonly slots: readonly Slot[]
  readonly #literals: readonly string[]

  constructor(text: string, pieces: readonly Slot[]) {
    const found = placed(text, pieces)
    this.slots = found.map(({ slot }) => slot)
    const ends = [0, ...found.map(({ at, slot }) => at + slot.text.length)]
    const starts = [...found.map(({ at }) => at), text.length]
    this.#literals = starts.map((start, n) => text.slice(ends[n], start))
  }

  /** The pieces of another value, in the same order; undefined if it is not of this form. */
  read(text: string): string[] | undefined {
    const [first = '', ...others] = this.#literals
    if (!text.startsWith(first)) return undefined
    const values: string[] = []
    let from = first.length
    for (const [n, literal] of others.entries()) {
      const isLast = n === others.length - 1
      const at = isLast ? endOf(text, literal, from) : text.indexOf(literal, from)
      // Two pieces with nothing between them cannot be told apart.
      if (at < 0 || (!isLast && literal === '')) return undefined
      values.push(text.slice(from, at))
      from = at + literal.length
    }
    return values
  }
}

function endOf(text: string, literal: string, from: number): number {
  const at = text.length - literal.length
  return at >= from && text.endsWith(literal) ? at : -1
}

/** Where the pieces are, none over another; the longest first. */
function placed(text: string, pieces: readonly Slot[]): { at: number; slot: Slot }[] {
  const found: { at: number; slot: Slot }[] = []
  for (const slot of [...pieces].sort((one, other) => other.text.length - one.text.length)) {
    const at = text.indexOf(slot.text)
    const end = at + slot.text.length
    const isFree = found.every((one) => end <= one.at || at >= one.at + one.slot.text.length)
    if (at >= 0 && isFree && slot.text !== '') found.push({ at, slot })
  }
  return found.sort((one, other) => one.at - other.at)
}

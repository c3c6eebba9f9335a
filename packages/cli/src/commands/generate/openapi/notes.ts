const MAX_SHOWN = 5

/** A few of the names, each once, and how many more there are. */
export function shown(all: readonly string[]): string {
  const each = [...new Set(all)]
  const more = each.length > MAX_SHOWN ? ` and ${each.length - MAX_SHOWN} more` : ''
  return `${each.slice(0, MAX_SHOWN).join(', ')}${more}`
}

/** What is not written as the file says, gathered while the requests are made. */
export class Notes {
  readonly #types = new Set<string>()
  readonly #numbers = new Set<string>()

  /** A media type that is JSON under another name: tools send the body as application/json. */
  mediaType(type: string): void {
    if (!/^application\/json\b/i.test(type)) this.#types.add(type)
  }

  /** Looks for integers that JavaScript rounds. */
  values(value: unknown): void {
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
      this.#numbers.add(String(value))
    if (typeof value === 'object' && value !== null)
      for (const part of Object.values(value)) this.values(part)
  }

  sentences(): string[] {
    const types = [...this.#types]
    const numbers = [...this.#numbers]
    return [
      ...(types.length > 0
        ? [`Bodies go out as application/json; set the Content-Type that the file names: ${shown(types)}.`]
        : []),
      ...(numbers.length > 0
        ? [`Integers beyond 2^53 are rounded; write them as the file has them: ${shown(numbers)}.`]
        : []),
    ]
  }
}

const QUOTE = 34
const BACKSLASH = 92

/** How deeply a JSON text nests, at most `enough`: known before a parser runs, in one pass and without memory. */
export function nesting(json: string | Uint8Array, enough = 10_000): number {
  const code =
    typeof json === 'string' ? (at: number) => json.charCodeAt(at) : (at: number) => json[at] as number
  let [depth, deepest, quoted] = [0, 0, false]
  for (let at = 0; at < json.length && deepest < enough; at++) {
    const letter = code(at)
    if (quoted && letter === BACKSLASH) at++
    else if (letter === QUOTE) quoted = !quoted
    else if (!quoted) depth += step(letter)
    if (depth > deepest) deepest = depth
  }
  return deepest
}

// `[` and `{` open, `]` and `}` close.
const step = (letter: number) =>
  letter === 91 || letter === 123 ? 1 : letter === 93 || letter === 125 ? -1 : 0

/** The parts of a structured field between separators that stand in no quotes and no parentheses. */
export function split(text: string, separator: string): string[] {
  const parts: string[] = []
  let [start, depth, isQuoted] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (isQuoted && letter === '\\') at++
    else if (letter === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (letter === '(') depth++
    else if (letter === ')') depth--
    else if (letter === separator && depth === 0) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  parts.push(text.slice(start).trim())
  return parts.filter(Boolean)
}

/** A member of a dictionary, or a parameter. */
export function entryOf(text: string): [name: string, value: string] {
  const at = text.indexOf('=')
  return at < 0 ? [text, '?1'] : [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

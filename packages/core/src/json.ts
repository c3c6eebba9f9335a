/** Nesting that no API's message has. */
const DEEPEST = 1000
/** A text up to this length costs little memory, however deep it nests. */
const SHALLOW_LENGTH = 100_000

/**
 * Whether a JSON text nests too deep to be parsed: a hundred million brackets would take gigabytes. Brackets within
 * texts do not count.
 */
export function nestsTooDeep(text: string): boolean {
  if (text.length <= SHALLOW_LENGTH) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > DEEPEST) return true
    } else if (code === 0x5d || code === 0x7d) depth--
  }
  return false
}

const QUOTE = 0x22

/** Where the string that begins at `at` ends. */
function endOfString(text: string, at: number): number {
  let end = text.indexOf('"', at + 1)
  while (end >= 0 && backslashesBefore(text, end) % 2 === 1) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

function backslashesBefore(text: string, end: number): number {
  let at = end
  while (text.charCodeAt(at - 1) === 0x5c) at--
  return end - at
}

/** The JSON object that a text holds, without a prototype, or undefined. A byte order mark before it is skipped. */
export function jsonObject(text: string): Record<string, unknown> | undefined {
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  if (nestsTooDeep(json)) return undefined
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return Object.assign(Object.create(null), value)
  } catch {
    return undefined
  }
}

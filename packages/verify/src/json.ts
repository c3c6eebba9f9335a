export type JsonObject = Readonly<Record<string, unknown>>

// What no request, response or HAR exceeds: a parser needs far more memory than the text for what does.
const DEEPEST = 500
const MOST_VALUES = 4_000_000

/** A JSON object, without a prototype: its names come from outside. Anything else gives undefined. */
export function objectIn(text: () => string): JsonObject | undefined {
  try {
    const json = text()
    return problemOf(json) ? undefined : asObject(JSON.parse(json))
  } catch {
    return undefined
  }
}

/** The JSON object in a JSON string, as in `"{\\"a\\": 1}"`: it was made JSON twice. Undefined if there is none. */
export function objectInString(text: string): JsonObject | undefined {
  const { whole } = /^\s{0,100}"\s{0,100}\{/.test(text) ? (objectIn(() => `{"whole":${text}}`) ?? {}) : {}
  return typeof whole === 'string' ? objectIn(() => whole) : undefined
}

/** What to do about that. */
export const MADE_TWICE = 'JSON in a JSON string: it was made JSON twice'

/** A parsed value as an object without a prototype; undefined if it is an array or not an object. */
export function asObject(value: unknown): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.assign(Object.create(null), value)
}

/** Why a JSON text is not parsed, known in one pass that takes no memory; undefined if it may be. */
export function problemOf(json: string | Uint8Array): string | undefined {
  const { deepest, values } = sizeOf(json)
  if (deepest > DEEPEST) return `nests deeper than ${DEEPEST} levels`
  return values > MOST_VALUES ? `holds more than ${MOST_VALUES} values` : undefined
}

const QUOTE = 34
const BACKSLASH = 92

/** How deeply a JSON text nests and how many values it has, until that is too much. */
export function sizeOf(json: string | Uint8Array): { deepest: number; values: number } {
  const code =
    typeof json === 'string' ? (at: number) => json.charCodeAt(at) : (at: number) => json[at] as number
  let [depth, deepest, values, quoted] = [0, 0, 0, false]
  for (let at = 0; at < json.length && deepest <= DEEPEST && values <= MOST_VALUES; at++) {
    const letter = code(at)
    if (letter === QUOTE) quoted = !quoted
    else if (quoted) at += letter === BACKSLASH ? 1 : 0
    else if (letter === OPEN_BRACKET || letter === OPEN_BRACE) {
      values++
      if (++depth > deepest) deepest = depth
    } else if (letter === CLOSE_BRACKET || letter === CLOSE_BRACE) depth--
    else if (letter === COMMA) values++
  }
  return { deepest, values }
}

const [COMMA, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [44, 91, 93, 123, 125]

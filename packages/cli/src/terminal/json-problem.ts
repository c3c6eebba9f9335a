import type { Data } from '@countersign/core'

/** A parser takes hundreds of bytes for each level, and nobody nests deeper. */
const DEEPEST = 10_000

/** Why a body is not JSON, without a letter of it; undefined if it is JSON. */
export function jsonProblem(body: Data): string | undefined {
  const bytes = Buffer.from(body as string)
  if (depthOf(bytes) > DEEPEST) return `it is nested more than ${DEEPEST} levels deep`
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    return undefined
  } catch (thrown) {
    return placeIn(thrown as Error, bytes)
  }
}

/** The parser names the place in a sentence of its own, which quotes the text. */
function placeIn({ name, message }: Error, bytes: Buffer): string {
  if (name !== 'SyntaxError') return 'it is not UTF-8'
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return `at character ${Number(position) + 1}`
  return /end of JSON/.test(message) || bytes.length < 1 ? 'it is cut off' : 'at its beginning'
}

/** How deep a JSON text nests at most, brackets within strings apart. */
export function depthOf(bytes: Uint8Array): number {
  let [depth, deepest, quoted] = [0, 0, false]
  for (let at = 0; at < bytes.length; at++) {
    const letter = bytes[at]
    if (letter === QUOTE) quoted = !quoted
    else if (quoted && letter === BACKSLASH) at++
    else if (!quoted && (letter === 0x5b || letter === 0x7b)) depth++
    else if (!quoted && (letter === 0x5d || letter === 0x7d)) depth--
    if (depth > deepest) deepest = depth
  }
  return deepest
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

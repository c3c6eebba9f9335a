// Longer texts are hashed before they are signed.
const LONGEST = 10_000
/** Names are of texts up to this. */
export const NAMED = 2000
// Stands for a body that is longer than that. No byte is read as this character.
const HELD = '\ue000'

/** What is signed as one text, whichever steps and arguments it came in, with a sign in place of a long body. */
export interface SignedText {
  readonly text: string
  /** The bytes of a piece of the text. */
  readonly bytes: (piece: string) => Buffer
}

/** Undefined if it is too long to be taken apart. */
export function signedText(given: readonly Buffer[], body: Buffer): SignedText | undefined {
  const texts = given.map((part) => textOf(part, body))
  if (texts.includes(undefined)) return undefined
  const bytes = (piece: string) => {
    if (piece === HELD) return body
    const others = piece.split(HELD).map((one) => Buffer.from(one, 'latin1'))
    return Buffer.concat(others.flatMap((one, n) => (n === 0 ? [one] : [body, one])))
  }
  return { text: texts.join(''), bytes }
}

/** A part with the body in it held, if that is long. */
function textOf(part: Buffer, body: Buffer): string | undefined {
  const isNear = body.length > NAMED && part.length - body.length < LONGEST
  const at = isNear ? part.indexOf(body) : -1
  if (at >= 0) return part.toString('latin1', 0, at) + HELD + part.toString('latin1', at + body.length)
  return part.length < LONGEST ? part.toString('latin1') : undefined
}

/** Names of texts, with that of a long body. */
export const withHeld = (names: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...names, [HELD, 'body']])

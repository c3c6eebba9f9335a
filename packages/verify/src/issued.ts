import { aroundIn } from './around.js'

/** A token that was issued, and by whom. */
export interface Issued {
  /** The provider's id and name. */
  readonly provider: string
  readonly name: string
  readonly label: string
  readonly token: string
  readonly expiresAt: number
}

// Shorter beginnings are the same by chance.
const SHORTEST = 8

/** What a token that nobody issued has to do with one that somebody did; undefined if nothing. */
export function likeIssued(sent: string, all: readonly Issued[], provider: string): string | undefined {
  for (const one of [...all].reverse()) {
    const said = one.token === sent ? ofAnother(one, provider) : made(sent, one)
    if (said) return said
  }
  return undefined
}

const ofAnother = ({ provider, name, label }: Issued, own: string) =>
  provider === own ? undefined : `it is a token of ${name}, which ${label} got`

function made(sent: string, { token, label }: Issued): string | undefined {
  const which = `the token that ${label} got`
  if (sent.length >= SHORTEST && sent.length < token.length) {
    const part = `${sent.length} of the ${token.length} characters of ${which}`
    if (token.startsWith(sent)) return `it is cut off: it is the first ${part}`
    if (token.endsWith(sent)) return `its beginning is missing: it is the last ${part}`
  }
  const around = aroundIn(sent, token)
  if (around) return `it is ${which} with ${around}`
  if (decoded(sent) === token) return `it is ${which}, percent-encoded; send it as it is`
  if (Buffer.from(token).toString('base64') === sent)
    return `it is ${which}, encoded in base64; send it as it is`
  return sent.toLowerCase() === token.toLowerCase()
    ? `it is ${which} in other upper and lower case`
    : undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

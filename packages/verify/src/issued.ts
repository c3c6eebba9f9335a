import { madeOf } from './around.js'

/** A token that was issued, and by whom. */
export interface Issued {
  /** The provider's id and name. */
  readonly provider: string
  readonly name: string
  readonly label: string
  readonly token: string
  readonly expiresAt: number
}

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
  const how = madeOf(sent, token)
  if (how) return `it is the token that ${label} got${how}`
  const same = [...sent].findIndex((letter, at) => letter !== token[at])
  return sent.length === token.length && same > (3 * token.length) / 4
    ? `it differs from the token that ${label} got from its character ${same + 1} on`
    : undefined
}

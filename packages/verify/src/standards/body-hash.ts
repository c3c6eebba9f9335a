import { bodySource } from '../found.js'
import { bodies } from '../search/bodies.js'
import { bodyOf, type Signed } from './standard.js'
import type { Problems } from './words.js'

interface BodyHash {
  /** The header or attribute that carries it. */
  readonly name: string
  readonly sent: string
  readonly of: (body: Buffer) => string
  /** What it is of, if not of the body alone. */
  readonly what?: string
}

/** Holds a hash that a request carries against its body, and says of which body it is if that can be found. */
export function checkBodyHash(problems: Problems, signed: Signed, hash: BodyHash): boolean {
  const { name, sent, of, what = 'the body' } = hash
  if (sent === of(bodyOf(signed))) return true
  const { share } = signed.one
  for (const { when, body } of bodies(bodySource(signed.one))) {
    if (!share.spend(body.length)) break
    if (of(body) !== sent) continue
    problems.add(name, `it is not the hash of ${what} that was sent; it matches when ${when}`)
    return false
  }
  problems.add(
    name,
    `it is not the hash of ${what}: the body was changed after it was hashed, or hashed in another way`,
  )
  return false
}

import { checkBodyHash as checkHash } from '../body-hash.js'
import type { Signed } from '../standard.js'
import type { Problems } from '../words.js'

const NAME = 'oauth_body_hash'

/** Which hash of which body `oauth_body_hash` is, and in which encoding. */
export function checkBodyHash(signed: Signed, sent: string | undefined, problems: Problems): void {
  if (sent) checkHash(problems, signed, { name: NAME, sent, hash: 'sha256', encoding: 'base64' })
  else problems.add(NAME, 'it is missing; expected the SHA-256 of the body in base64, of nothing too')
}

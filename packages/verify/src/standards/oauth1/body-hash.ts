import { checkBodyHash } from '../body-hash.js'
import type { Signed } from '../standard.js'
import type { Problems } from '../words.js'
import { formOf } from './parts.js'

/** `oauth_body_hash` (OAuth Request Body Hash 1.0 Draft 4). */
export function checkHash(signed: Signed, oauth: ReadonlyMap<string, string>, problems: Problems): void {
  const name = 'oauth_body_hash'
  const sent = oauth.get(name)
  const isForm = formOf(signed) !== ''
  if (sent === undefined) {
    if (signed.values.bodyHash === 'yes' && !isForm)
      problems.add(name, `it is missing, and ${signed.variable('bodyHash')} asks for it`)
    return
  }
  if (isForm)
    problems.add(
      name,
      'it is there, and a form has none: its parameters are signed (OAuth Body Hash section 4.1)',
    )
  else {
    const hash = hashName(oauth.get('oauth_signature_method') ?? '')
    checkBodyHash(problems, signed, { name, sent, hash, encoding: 'base64' })
  }
}

/** The hash that goes with a signature method. */
export const hashName = (method: string) => (method.endsWith('SHA256') ? 'sha256' : 'sha1')

import type { KeyObject } from 'node:crypto'
import { signatureIn } from '../sent-signature.js'
import { decode } from '../text.js'
import type { Problems } from '../words.js'

const NAME = 'oauth_signature'
const RIGHT = 'expected base64, percent-encoded once'

/** The bytes of `oauth_signature`; where its form is not base64 that is percent-encoded once, that is noted. */
export function signatureBytes(sent: string, key: KeyObject, problems: Problems): Buffer {
  const { bytes, when } = signatureIn(unescaped(sent, problems), key)
  if (when !== '' && when !== 'base64') problems.add(NAME, `it is in ${when}; ${RIGHT}`)
  return bytes
}

function unescaped(sent: string, problems: Problems): string {
  const once = decode(sent)
  const twice = decode(once)
  if (twice !== once) problems.add(NAME, `it is percent-encoded twice; ${RIGHT}`)
  else if (once === sent && /[+/=]/.test(sent)) problems.add(NAME, `it is not percent-encoded; ${RIGHT}`)
  return twice
}

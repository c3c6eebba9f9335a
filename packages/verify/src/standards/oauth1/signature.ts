import { checkVariations, heldBy, publicKeyOf } from '../private-key.js'
import type { Signature, Signed } from '../standard.js'
import { hmac } from '../text.js'
import { baseString, type Draft, draftOf } from './base-string.js'
import { keysOf } from './keys.js'
import { variationsOf } from './variations.js'

/** `oauth_signature`, by a private key, as plain text or by an HMAC. */
export function signatureOf(
  signed: Signed,
  oauth: ReadonlyMap<string, string>,
  sent: string,
): Signature<Draft> {
  const draft = draftOf(signed, oauth)
  const method = oauth.get('oauth_signature_method') ?? ''
  const about = { name: 'oauth_signature', sent, draft, input: baseString, encoding: 'base64' as const }
  const { signingKey } = signed.values
  if (method.startsWith('RSA') && signingKey) {
    return {
      ...about,
      ...heldBy(
        { text: sent, encoding: 'base64', key: publicKeyOf(signingKey) },
        baseString,
        signed.variable('signingKey'),
      ),
      variations: () => [...checkVariations<Draft>(draft.check), ...variationsOf(signed, oauth)],
    }
  }
  if (method === 'PLAINTEXT')
    return {
      ...about,
      input: () => '',
      expected: (made) => Buffer.from(made.key(made.consumerSecret, made.tokenSecret)),
      encoding: 'latin1' as 'hex',
      variations: () => keysOf(signed),
    }
  return {
    ...about,
    expected: (made) => hmac(made.hash, made.key(made.consumerSecret, made.tokenSecret), baseString(made)),
    variations: () => [...keysOf(signed), ...variationsOf(signed, oauth)],
  }
}

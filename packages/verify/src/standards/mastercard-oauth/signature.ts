import type { KeyObject } from 'node:crypto'
import { isByKey, readSignature, unlikeKey } from '../sent-signature.js'
import type { Signature, Signed } from '../standard.js'
import type { Problems } from '../words.js'
import type { Parameters } from './authorization.js'
import { baseString, type Draft, draftOf } from './base-string.js'
import { baseVariations } from './base-variations.js'
import { signingKeyName } from './keys.js'
import { parameterVariations } from './parameter-variations.js'
import { proofVariations } from './proof-variations.js'
import { signatureBytes } from './signature-text.js'
import { uriVariations } from './uri-variations.js'

/** `oauth_signature`, and what the signature itself shows if it is wrong. */
export function signatureOf(
  signed: Signed,
  oauth: Parameters,
  key: KeyObject,
  problems: Problems,
): Signature<Draft> {
  const text = oauth.get('oauth_signature') ?? ''
  const sent = readSignature(signatureBytes(text, key, problems), key)
  // What cannot be read was reported.
  const suspect = sent.bytes.length === 0 ? undefined : unlikeKey(sent, signingKeyName(signed))
  return {
    name: 'oauth_signature',
    sent: text,
    draft: draftOf(signed.call.request, oauth),
    input: baseString,
    encoding: 'base64',
    holds: (made) => made.proof(baseString(made), sent),
    // One operation of the key shows what was signed: each try is a hash.
    cost: 2,
    isByKey: isByKey(sent),
    ...(suspect !== undefined && { suspect }),
    variations: () => [
      ...proofVariations(signed),
      ...parameterVariations(signed),
      ...baseVariations(signed.call.request),
      ...uriVariations(signed.call),
    ],
  }
}
